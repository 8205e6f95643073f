"""Who paid: accounts under the names they had, and what a person said about two of them. Keys of jobs never change."""

from storyboard.errors import UsageError
from storyboard.ledger.rows import PAID
from storyboard.ledger.season import Seasons
from storyboard.model.money import to_money
from storyboard.records import dataclass

OPEN = ("sending", "running", "unknown", "aside")
"""States of attempts that only the account they were sent under can bring to an end."""


@dataclass(frozen=True, slots=True)
class Account:
    """What an account has on record. Its name is what the gateway's entry was: name, address, variable of the key."""

    name: str
    states: tuple[tuple[str, int], ...]
    """(state, attempts), sorted."""
    price: float
    """Of what is paid or may be."""

    @property
    def paid(self) -> int:
        return sum(count for state, count in self.states if state in PAID)

    @property
    def open(self) -> int:
        return sum(count for state, count in self.states if state in OPEN)


class Accounts(Seasons):
    """One open ledger with the statements about accounts."""

    def accounts(self, account: str) -> tuple[str, ...]:
        """The account and those that are the same by a person's word, itself first; whatever one bought, all own."""
        pairs = [{row["account"], row["other"]} for row in self._all("aliases") if row["same"]]
        found = [account]
        for known in found:
            found += sorted(other for pair in pairs if known in pair for other in pair - set(found))
        return tuple(found)

    def all_accounts(self) -> tuple[Account, ...]:
        """Every account that an attempt was made for, sorted by name."""
        states: dict[str, list[tuple[str, int]]] = {}
        prices: dict[str, int] = {}
        for row in self._all("accounts"):
            states.setdefault(row["account"], []).append((row["state"], row["n"]))
            prices[row["account"]] = prices.get(row["account"], 0) + (row["price"] if row["state"] in PAID else 0)
        return tuple(Account(name, tuple(each), to_money(prices[name])) for name, each in states.items())

    def strangers(self, account: str) -> tuple[Account, ...]:
        """Accounts that paid for something here and of which nobody said whether they are the same as this one."""
        known = set(self.accounts(account))
        for row in self._all("aliases"):
            pair = {row["account"], row["other"]}
            if not row["same"] and pair & known:
                known |= pair
        return tuple(each for each in self.all_accounts() if each.name not in known and each.paid)

    def say_same(self, account: str, other: str, *, same: bool) -> None:
        """From now on the two are one account, or two; a later word stands over an earlier one.

        `UsageError` where one of them has something under way: only its old address and key can bring that to an end.
        """
        if account == other:
            raise UsageError(f"{account} is one account already")
        for each in self.all_accounts() if same else ():
            if each.name in (account, other) and each.open:
                said = ", ".join(f"{count} {state}" for state, count in each.states if state in OPEN)
                raise UsageError(
                    f"{each.name}: {said}: only under this name, address and key can they be brought to an end",
                    "set the gateway's entry back, run once more (`storyboard jobs adopt` or `resend` what is unknown), "
                    "then carry it over",
                )

        def body(again: bool) -> None:
            self._run("drop_alias", account=other, other=account)
            self._run("add_alias", account=account, other=other, same=int(same), now=self.now())

        self._whole(body)
