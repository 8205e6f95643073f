-- Every statement of the ledger, by name. `:name` are parameters.

-- name: add_job
INSERT INTO job (key, kind, gateway, account, model, seconds, size, request, wanted, chosen, created)
VALUES (:key, :kind, :gateway, :account, :model, :seconds, :size, :request, :wanted, NULL, :now)
ON CONFLICT (key) DO NOTHING;

-- name: renew_job
UPDATE job SET wanted = :wanted, request = :request WHERE key = :key;

-- name: job
SELECT * FROM job WHERE key = :key;

-- name: add_attempt
INSERT INTO attempt (id, job, n, account, state, nonce, price, intent, not_before, tries, remote, fault, note, result,
                     path, sha256, bytes, created, updated)
VALUES (:id, :job, :n, :account, 'ready', '', :price, NULL, 0, 0, NULL, '', '', '', '', '', 0, :now, :now);

-- name: attempt
SELECT * FROM attempt WHERE id = :id;

-- name: attempts_of
SELECT * FROM attempt WHERE job = :job ORDER BY n;

-- name: attempts_in
SELECT * FROM attempt WHERE account = :account AND state = :state ORDER BY created, id;

-- name: all_attempts
SELECT attempt.*, job.kind, job.gateway, job.model, job.seconds FROM attempt JOIN job ON job.key = attempt.job
ORDER BY attempt.created, attempt.id;

-- name: in_flight
SELECT count(*) AS n FROM attempt
WHERE account = :account
      AND (state = 'sending' OR (state = 'running' AND not_before = 0 AND intent BETWEEN :oldest AND :newest));

-- name: recent
SELECT count(*) AS n, min(intent) AS oldest FROM attempt WHERE account = :account AND intent > :since AND intent <= :now;

-- name: committed
SELECT cast(coalesce(sum(coalesce(charge, price)), 0) AS BIGINT) AS n FROM attempt
WHERE state IN ('sending', 'running', 'done', 'unknown', 'aside') OR (state = 'failed' AND (fault = 'expired' OR charge > 0));

-- name: charged
SELECT count(*) AS n, cast(coalesce(sum(charge), 0) AS BIGINT) AS charge, cast(coalesce(sum(price), 0) AS BIGINT) AS price
FROM attempt WHERE charge IS NOT NULL;

-- name: claim
UPDATE attempt SET state = 'sending', nonce = :nonce, intent = :now, tries = tries + 1, price = :price, updated = :now
WHERE id = :id AND state = 'ready';

-- name: reprice
UPDATE attempt SET price = :price WHERE id = :id AND state = 'ready';

-- name: move
UPDATE attempt SET state = :new, remote = coalesce(:remote, remote), fault = :fault, note = :note,
       address = coalesce(:address, address), not_before = :not_before, updated = :now
WHERE id = :id AND nonce = :nonce
      AND (state = :old OR (:old = 'sending' AND state = 'unknown' AND :new = 'running'));

-- name: finish
UPDATE attempt SET state = 'done', remote = coalesce(:remote, remote), path = :path, sha256 = :sha256, bytes = :bytes,
       result = :result, fault = :fault, note = :note, updated = :now
WHERE id = :id AND state = :old AND nonce = :nonce;

-- name: charge
UPDATE attempt SET charge = :charge, charged = :charged WHERE id = :id AND nonce = :nonce;

-- name: add_event
INSERT INTO event (at, attempt, old, new, status, note) VALUES (:now, :attempt, :old, :new, :status, :note);

-- name: events_of
SELECT * FROM event WHERE attempt = :attempt ORDER BY at;

-- name: choose
UPDATE job SET chosen = :attempt WHERE key = :key;

-- name: add_place
INSERT INTO place (production, name, job) VALUES (:production, :name, :job)
ON CONFLICT (production, name) DO UPDATE SET job = excluded.job;

-- name: clear_places
DELETE FROM place WHERE production = :production;

-- name: places
SELECT * FROM place ORDER BY production, name;

-- name: add_alternative
INSERT INTO alternative (job, other) VALUES (:job, :other) ON CONFLICT (job, other) DO NOTHING;

-- name: alternatives
SELECT other FROM alternative WHERE job = :job;

-- name: setting
SELECT value FROM setting WHERE name = :name;

-- name: set_setting
INSERT INTO setting (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: clear_setting
DELETE FROM setting WHERE name = :name;

-- name: clear_episodes
DELETE FROM episode;

-- name: add_episode
INSERT INTO episode (production, position, first, folder, stage, note, clips, seconds, updated)
VALUES (:production, :position, :first, :folder, :stage, :note, :clips, :seconds, :now);

-- name: set_stage
UPDATE episode SET stage = :stage, note = :note, updated = :now WHERE production = :production;

-- name: first_none
UPDATE episode SET first = 0;

-- name: first_one
UPDATE episode SET first = 1 WHERE production = :production;

-- name: episodes
SELECT * FROM episode ORDER BY position;

-- name: season_clips
SELECT place.production, place.name, place.job, episode.folder, episode.first, attempt.id AS attempt, attempt.state, attempt.fault,
       attempt.note, attempt.price, attempt.intent, attempt.updated
FROM episode JOIN place ON place.production = episode.production
     LEFT JOIN attempt ON attempt.id = (
         SELECT newest.id FROM attempt AS newest
         WHERE newest.job = place.job OR newest.job IN (SELECT other FROM alternative WHERE alternative.job = place.job)
         ORDER BY (newest.state = 'done') DESC, (newest.state = 'failed'), newest.created DESC, newest.n DESC LIMIT 1)
ORDER BY episode.first DESC, episode.position, place.name;

-- name: places_of
SELECT episode.folder, episode.stage FROM attempt
JOIN place ON place.job = attempt.job OR place.job IN (SELECT job FROM alternative WHERE other = attempt.job)
JOIN episode ON episode.production = place.production
WHERE attempt.id = :id ORDER BY episode.position;

-- name: aliases
SELECT * FROM alias ORDER BY at, account, other;

-- name: add_alias
INSERT INTO alias (account, other, same, at) VALUES (:account, :other, :same, :now)
ON CONFLICT (account, other) DO UPDATE SET same = excluded.same, at = excluded.at;

-- name: drop_alias
DELETE FROM alias WHERE account = :account AND other = :other;

-- name: accounts
SELECT account, state, count(*) AS n, cast(coalesce(sum(coalesce(charge, price)), 0) AS BIGINT) AS price FROM attempt
GROUP BY account, state ORDER BY account, state;

-- name: take_in
UPDATE attempt SET state = 'done', path = :path, sha256 = :sha256, bytes = :bytes WHERE id = :id;
