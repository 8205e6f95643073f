"""Refusals as the documents of living gateways word them, beside the handful of `../shared/cases`: the class of each."""

import json

import pytest

from storyboard.gateways.faults import WORDS, explain, told
from storyboard.languages import Language


def E(code, message="x", kind=""):
    return {"error": {"code": code, "message": message, "type": kind}}


DOCUMENTED = [
(400,E("InputImageSensitiveContentDetected"),"content_prompt"),
(400,E("InputVideoSensitiveContentDetected.PrivacyInformation"),"content_image_person"),
(400,E("InputTextRiskDetection"),"content_prompt"),
(400,E("InputImageRiskDetection"),"content_prompt"),
(400,E("OutputVideoSensitiveContentDetected"),"content_output"),
(None,{"status":"failed","error":{"code":"OutputVideoSensitiveContentDetected.PolicyViolation","message":"x"}},"content_output"),
(403,E("AccountOverdueError"),"quota"),
(404,E("ModelNotOpen"),"unsupported"),
(404,E("InvalidEndpointOrModel.NotFound"),"unsupported"),
(429,E("ServerOverloaded"),"busy"),
(429,E("SetLimitExceeded"),"busy"),
(429,E("ModelAccountRpmRateLimitExceeded"),"busy"),
(429,E("RateLimitExceeded.FoundationModelRPMExceeded"),"busy"),
(400,E("InvalidParameter"),"parameter"),
(400,E("InvalidParameter.UnsupportedImageFormat"),"parameter"),
(400,E("MissingParameter"),"parameter"),
(401,E("AuthenticationError"),"auth"),
(403,E("AccessDenied"),"auth"),
(403,E("OperationDenied.InvalidState"),"auth"),
(500,E("InternalServiceError"),"gateway_fault"),
(401,{"code":1002,"message":"access key not found"},"auth"),
(429,{"code":1102,"message":"x","request_id":"r"},"quota"),
(429,{"code":1102,"message":"Resource package depleted or expired","request_id":"r"},"quota"),
(429,{"code":1302,"message":"x"},"busy"),
(429,{"code":1304,"message":"Triggered the IP whitelist policy"},"auth"),
(403,{"code":1103,"message":"Unauthorized access to requested resource"},"auth"),
(400,{"code":1200,"message":"Invalid request parameters"},"parameter"),
(400,{"code":1201,"message":"Invalid parameter: duration"},"parameter"),
(400,{"code":1300,"message":"Trigger strategy"},"content_prompt"),
(400,{"code":1301,"message":"x"},"content_prompt"),
(404,{"code":1203,"message":"Requested resource does not exist, such as model"},"unsupported"),
(503,{"code":5001,"message":"Server temporarily unavailable"},"gateway_fault"),
(504,{"code":5002,"message":"Server internal timeout"},"gateway_fault"),
(None,{"code":0,"data":{"task_status":"failed","task_status_msg":"Failure to pass the risk control system"}},"content_output"),
(400,{"code":"DataInspectionFailed","message":"Output data may contain inappropriate content."},"content_output"),
(None,{"output":{"task_status":"FAILED","code":"DataInspectionFailed","message":"Input data may contain inappropriate content."}},"content_prompt"),
(400,{"code":"InvalidParameter","message":"x"},"parameter"),
(401,{"code":"InvalidApiKey","message":"x"},"auth"),
(429,{"code":"Throttling.AllocationQuota","message":"x"},"busy"),
(429,{"code":"Throttling","message":"x"},"busy"),
(403,{"code":"AccessDenied.Unpurchased","message":"x"},"unsupported"),
(403,{"code":"Model.AccessDenied","message":"x"},"unsupported"),
(404,{"code":"ModelNotFound","message":"x"},"unsupported"),
(400,{"code":"IPInfringementSuspect","message":"Input data is suspected of being involved in IP infringement."},"content_prompt"),
(400,{"code":"FaceDetected","message":"x"},"content_image_person"),
(200,{"base_resp":{"status_code":1002,"status_msg":"rate limit"}},"busy"),
(200,{"base_resp":{"status_code":1004,"status_msg":"x"}},"auth"),
(200,{"base_resp":{"status_code":1027,"status_msg":"x"}},"content_output"),
(200,{"base_resp":{"status_code":2013,"status_msg":"x"}},"parameter"),
(200,{"base_resp":{"status_code":1033,"status_msg":"x"}},"gateway_fault"),
(200,{"base_resp":{"status_code":2049,"status_msg":"invalid api key"}},"auth"),
(None,{"state":"failed","err_code":"TaskPromptPolicyViolation"},"content_prompt"),
(400,{"code":400,"reason":"TaskPromptPolicyViolation","message":"x"},"content_prompt"),
(None,{"state":"failed","err_code":"CreationPolicyViolation"},"content_output"),
(429,{"code":429,"reason":"QuotaExceeded","message":"x"},"busy"),
(400,{"code":400,"reason":"QuotaExceeded","message":"x"},"busy"),
(429,{"reason":"SystemThrottling","message":"x"},"busy"),
(400,{"reason":"ModelUnavailable","message":"x"},"unsupported"),
(402,{"error":{"code":402,"message":"Insufficient credits. Add more"}},"quota"),
(403,{"error":{"code":403,"message":"Your chosen model requires moderation and your input was flagged","metadata":{"reasons":["sexual"]}}},"content_prompt"),
(429,{"error":{"code":429,"message":"Rate limited"}},"busy"),
(502,{"error":{"code":502,"message":"provider down"}},"gateway_fault"),
(422,{"detail":[{"loc":["body","image_url"],"msg":"The image contains a real person","type":"content_policy_violation"}]},"content_image_person"),
(422,{"detail":[{"loc":["body","image_url"],"msg":"Failed to load the image","type":"image_load_error"}]},"parameter"),
(429,{"error":{"code":429,"message":"Resource has been exhausted (e.g. check quota).","status":"RESOURCE_EXHAUSTED"}},"busy"),
(400,{"error":{"code":400,"message":"API key not valid","status":"INVALID_ARGUMENT"}},"auth"),
(403,{"error":{"code":403,"message":"x","status":"PERMISSION_DENIED"}},"auth"),
(None,{"error":{"code":3,"message":"The prompt could not be submitted. This prompt contains sensitive words that violate Google's Responsible AI practices."}},"content_prompt"),
(429,{"error":"Some resource has been exhausted: rate limit","code":"x y"},"busy"),
(403,{"code":30001,"message":"Sorry, your account balance is insufficient","data":None},"quota"),
(404,{"detail":"Application not found"},"unsupported"),
(401,{"detail":"Authentication is required"},"auth"),
(402,{"title":"Insufficient credit","detail":"You have insufficient credit to run this model","status":402},"quota"),
(200,{"code":402,"msg":"Credits insufficient"},"quota"),
(200,{"code":501,"msg":"generation failed"},"gateway_fault"),

]  # fmt: skip


@pytest.mark.parametrize(("status", "body", "fault"), DOCUMENTED, ids=range(len(DOCUMENTED)))
def test_money_a_busy_hour_words_faces_and_films_are_told_apart(status, body, fault):
    assert explain(status, json.dumps(body), finished=status is None).fault == fault


def test_a_refused_face_names_three_ways_out():
    body = E("InputImageSensitiveContentDetected.PrivacyInformation", "the input image may contain real person")

    assert "asset://ID" in str(explain(400, json.dumps(body)))


def test_what_stands_in_the_ledger_is_told_in_chinese_too_with_the_gateways_own_words():
    body = E("InputImageSensitiveContentDetected.PrivacyInformation", "the input image may contain real person")
    note = str(explain(400, json.dumps(body)))

    said = told(note, "content_image_person", Language.of("zh"))

    assert said.startswith("图片里有看起来像真人的人，不允许（平台原话：“InputImageSensitiveContentDetected")
    assert "三条出路" in said
    assert told(note, "content_image_person", Language.of("en")) == note
    for fault, (what, then) in WORDS.items():
        mine = told(f"{what} (x: y); {then}", fault, Language.of("zh"))
        assert what not in mine
        assert then not in mine
        assert "x: y" in mine
