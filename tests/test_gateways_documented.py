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


REPORTED = [
# xAI, as its callers report it
(403,{"code":"The caller does not have permission to execute the specified operation","error":"Your team x has either used all available credits or reached its monthly spending limit. To continue making API requests, please purchase more credits or raise your spending limit."},"quota"),
(429,{"error":"Your team x has either used all available credits or reached its monthly spending limit."},"quota"),
(403,{"code":"personal-team-blocked:spending-limit","error":"You have run out of credits or need a Grok subscription."},"quota"),
(403,{"error":"Your newly created team doesn't have any credits or licenses yet."},"quota"),
(400,{"code":"invalid-argument","error":"Zero Data Retention teams must provide output.upload_url for video generation."},"parameter"),
# new-api and what stands behind it
(403,{"code":"insufficient_user_quota","message":"预扣费额度失败, 用户剩余额度: ＄0.100000, 需要预扣费额度: ＄0.440000","data":None},"quota"),
(404,{"error":{"message":"Invalid URL (POST /v1/video/generations)","type":"invalid_request_error","code":""}},"unsupported"),
(400,{"error":{"message":"{\"error\":{\"code\":\"InvalidParameter\",\"message\":\"The parameter `image_url` specified in the request is not valid: image download failed.\",\"param\":\"image_url\",\"type\":\"BadRequest\"}}","type":"cf-api-error"},"code":400},"parameter"),
# Ark
(None,{"status":"failed","error":{"code":"OutputAudioSensitiveContentDetected","message":"The request failed because the output audio may contain sensitive information."}},"content_output"),
(401,{"error":{"code":"AuthenticationError","message":"The API key format is incorrect.","param":"","type":"Unauthorized"}},"auth"),
# MiniMax
(200,{"base_resp":{"status_code":2056,"status_msg":"已达到 Token Plan 用量上限：请升级 Token Plan 套餐或购买积分补充用量。"}},"quota"),
(500,{"type":"error","error":{"type":"api_error","message":"insufficient balance (1008)"},"request_id":"x"},"quota"),
(429,{"error":{"http_code":"429","message":"insufficient balance (1008)","type":"insufficient_balance_error"},"request_id":"x"},"quota"),
(None,{"task":{"id":"1","model":"MiniMax-H3","status":"failed","error":{"code":"1027","message":"output new_sensitive"}}},"content_output"),
# Google
(400,{"error":{"code":400,"message":"Request contains an invalid argument.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"PUBLIC_ERROR_UNSAFE_GENERATION"}]}},"content_prompt"),
(None,{"name":"operations/x","done":True,"response":{"raiMediaFilteredCount":1,"raiMediaFilteredReasons":["Veo could not generate 1 videos based on the prompt provided. You will not be charged for this request. Try rephrasing the prompt. Support codes: 42237218"]}},"content_prompt"),
(429,{"error":{"code":429,"message":"Your prepayment credits are depleted. Please go to AI Studio to manage your project and billing.","status":"RESOURCE_EXHAUSTED"}},"quota"),
# resellers of Veo
(400,{"success":False,"message":"INSUFFICIENT_CREDITS"},"quota"),
(400,{"success":False,"message":"PROMINENT_PEOPLE_UPLOAD"},"content_image_person"),
(400,{"success":False,"message":"PHOTOREAL_UPLOAD"},"content_image_person"),
(400,{"success":False,"error":"CONTENT_POLICY_VIOLATION","message":"Content violates usage policies","details":"Prompt contains prohibited content"},"content_prompt"),
# fal
(403,{"detail":"User is locked. Reason: TOP_UP."},"quota"),
(403,{"detail":"User is locked. Reason: Admin lock. Please contact support@fal.ai"},"auth"),
(422,{"detail":[{"loc":["body","prompt"],"msg":"The content could not be processed because it contained material flagged by a content checker.","type":"content_policy_violation"}]},"content_prompt"),
# LTX
(402,{"type":"error","error":{"type":"insufficient_funds_error","message":"Insufficient funds. Required: 120 credits"}},"quota"),
(422,{"type":"error","error":{"type":"content_filtered_error","message":"x"}},"content_prompt"),
(413,{"type":"error","error":{"type":"request_too_large","message":"x"}},"parameter"),
# Runway
(None,{"status":"FAILED","failure":"x","failureCode":"SAFETY.INPUT.TEXT"},"content_prompt"),
(None,{"status":"FAILED","failure":"x","failureCode":"SAFETY.OUTPUT.VIDEO"},"content_output"),
(None,{"status":"FAILED","failure":"x","failureCode":"INTERNAL.BAD_OUTPUT.CODE01"},"gateway_fault"),
# what waits, what pays, what no other model would mend
(429,{"error": {"code": "SetLimitExceeded", "message": "Your account has reached the set inference limit for the [doubao-seedance] model, and the model service has been paused. To continue using this model, please visit the Model Activation page to adjust or close the \"Safe Experience Mode\".", "type": ""}},"quota"),
(429,{"error": {"code": "QuotaExceeded", "message": "Your account 210 has exhausted its free trial quota for the doubao-seedance model. Please visit the Ark Console to activate.", "type": ""}},"quota"),
(403,{"error": {"code": "OperationDenied.ServiceNotOpen", "message": "x", "type": ""}},"unsupported"),
(403,{"error": {"code": "OperationDenied.CustomizationNotSupported", "message": "x", "type": ""}},"unsupported"),
(429,{"code": 1100, "message": "Account exception", "request_id": "r"},"auth"),
(None,{"code": 0, "data": {"task_status": "failed", "task_status_msg": "Image recognition failed, no face"}},"parameter"),
(429,{"code": "CommodityNotPurchased", "message": "Commodity has not purchased yet", "request_id": "r"},"quota"),
(None,{"output": {"task_status": "FAILED", "code": "InvalidParameter.DataInspection", "message": "Unable to download the media resource during the data inspection process."}},"parameter"),
(400,{"code": "InvalidImage.NoHumanFace", "message": "no human face detected", "request_id": "r"},"parameter"),
(200,{"base_resp": {"status_code": 1042, "status_msg": "invisible characters exceed 10%"}, "task_id": ""},"parameter"),
(200,{"base_resp": {"status_code": 2045, "status_msg": "rate growth limit"}, "task_id": ""},"busy"),
(200,{"base_resp": {"status_code": 1041, "status_msg": "conn limit"}, "task_id": ""},"busy"),
(200,{"base_resp": {"status_code": 2061, "status_msg": "your current token plan not support model"}, "task_id": ""},"unsupported"),
(200,{"base_resp": {"status_code": 2037, "status_msg": "voice duration"}, "task_id": ""},"parameter"),
(None,{"task": {"status": "failed", "error": {"code": "1026", "message": "video description contains sensitive content"}}},"content_prompt"),
(400,{"code": 400, "reason": "PhotoAuditFailed", "message": "x", "metadata": {}},"content_prompt"),
(400,{"code": 400, "reason": "OperationInProcess", "message": "x", "metadata": {}},"busy"),
(410,{"error": {"message": "The model sora-2 has been shut down", "type": "invalid_request_error", "param": None, "code": "model_deprecated"}},"unsupported"),
(401,{"code": "", "message": "该令牌额度已用尽 !token.UnlimitedQuota && token.RemainQuota = -1", "data": None},"quota"),
(403,{"error": {"code": 403, "message": "Key limit exceeded (total limit)."}},"quota"),
(400,{"error": {"code": 400, "message": "bytedance/seedance-9 is not a valid model ID"}},"unsupported"),
(503,{"error": {"code": 503, "message": "No instances available"}},"busy"),
(422,{"detail": [{"msg": "No face found", "type": "face_detection_error"}]},"parameter"),
(422,{"detail": [{"msg": "x", "type": "no_media_generated"}]},"gateway_fault"),
(None,{"done": True, "error": {"code": 8, "message": "The service is currently experiencing high load"}},"busy"),
(400,{"code": "Client specified an invalid argument", "error": "Incorrect API key provided: xa***. "},"auth"),
(None,{"status": "FAILED", "failure": "x", "failureCode": "ASSET.INVALID"},"parameter"),
(400,{"error": "You do not have enough credits to run this task."},"quota"),
(403,{"code": 30003, "message": "Model disabled", "data": None},"unsupported"),
(200,{"code": 422, "msg": "The model name you specified is not supported", "data": None},"unsupported"),
# BFL, Novita, Runware, others that pass films on
(None,{"id":"x","status":"Request Moderated","result":None},"content_prompt"),
(400,{"code":400,"reason":"BILLING_BALANCE_NOT_ENOUGH","message":"billing balance not enough"},"quota"),
(400,{"code":400,"reason":"ILLEGAL_PROMPT","message":"x"},"content_prompt"),
(403,{"code":403,"reason":"NEED_REAL_NAME_VERIFY","message":"x"},"auth"),
(401,{"errors":[{"code":"invalidApiKey","message":"Invalid API key.","parameter":"apiKey"}]},"auth"),
(None,{"status":"failed","error":{"code":"quota_exceeded","message":"Rate limit or quota exceeded, retry later"}},"busy"),
(None,{"status":"failed","error":{"code":"image_dimension_mismatch","message":"x"}},"parameter"),
(200,{"ErrCode":400017,"ErrMsg":"invalid param","Resp":None},"parameter"),
(200,{"ErrCode":500090,"ErrMsg":"Insufficient balance. Unable to generate video. Please top up your credits."},"quota"),
(200,{"ErrCode":500044,"ErrMsg":"Reached the limit for concurrent generations."},"busy"),
(200,{"ErrCode":500054,"ErrMsg":"Content moderation failed. Please revise your prompt"},"content_prompt"),
(200,{"code":1006,"msg":"Insufficient quota balance"},"quota"),
(200,{"code":1005,"msg":"Frequent operation"},"busy"),
(200,{"code":421,"msg":"TASK_QUEUE_MAXED","data":None},"busy"),
(200,{"code":433,"msg":"VALIDATE_PROMPT_FAILED","data":None},"parameter"),
(200,{"code":802,"msg":"APIKEY_UNAUTHORIZED","data":None},"auth"),
(400,{"code":400,"reason":"IMAGE_FILE_EXCEEDS_MAX_SIZE","message":"image too large"},"parameter"),
(403,{"code":403,"reason":"BILLING_AUTH_FAILED","message":"x"},"quota"),
(500,{"errors":[{"code":"timeoutProvider","message":"The external provider did not respond within the timeout window."}]},"gateway_fault"),
(400,{"errors":[{"code":"invalidProviderContent","message":"Invalid content detected by the provider. The content was flagged by the provider's moderation."}]},"content_prompt"),
(402,{"errors":[{"code":"insufficientCredits","message":"Insufficient credits"}]},"quota"),
(None,{"status":"failed","error":{"code":"generation_timeout","message":"x"}},"gateway_fault"),
(None,{"status":"failed","error":{"code":"image_processing_error","message":"Image processing failed"}},"parameter"),
(None,{"state":"failed","failure_reason":"Advanced moderation failed"},"content_output"),
(429,{"error":"Too many requests","detail":"You have reached your daily generation limit of 50 tasks"},"busy"),
(None,{"task":{"status":"failed","error":{"code":"1026","message":"input new_sensitive"}}},"content_prompt"),
(400,{"error":{"code":"InvalidParameter","message":"The parameter `content[1]` is not valid: audio duration must be between 2 and 15 s"}},"parameter"),
(400,{"error":{"code":"InputVideoSensitiveContentDetected","message":"The request failed because the input video may contain sensitive information."}},"content_prompt"),
(429,{"error":{"code":"ModelAccountTpmRateLimitExceeded","message":"TPM limit of the model exceeded"}},"busy"),
(404,{"error":{"code":"InvalidEndpointOrModel.ModelIDAccessDisabled","message":"x"}},"unsupported"),
(403,{"error":{"code":"OperationDenied.ServiceOverdue","message":"The account has an overdue balance"}},"quota"),
(400,{"code":"InvalidParameter.DataInspection","message":"Unable to download the media resource during the data inspection process."},"parameter"),
(None,{"output":{"task_status":"FAILED","code":"InternalError.Algo","message":"Algorithm process error"}},"gateway_fault"),
(403,{"code":"AllocationQuota.FreeTierOnly","message":"The free tier of the model has been exhausted. If you wish to continue access, please disable the free tier only mode."},"quota"),
(429,{"code":"Throttling.BurstRate","message":"Request rate increased too quickly."},"busy"),
(200,{"base_resp":{"status_code":1039,"status_msg":"TPM limit"}},"busy"),
(401,{"message":"Unauthorized"},"auth"),
(None,{"state":"failed","failure_reason":"Prompt not allowed because advanced moderation failed"},"content_prompt"),
(400,{"error":{"message":"Billing hard limit has been reached","type":"billing_limit_user_error","code":"billing_hard_limit_reached"}},"quota"),
(None,{"status":"failed","error":{"code":"input_moderation","message":"Your request was blocked by our moderation system."}},"content_prompt"),
(400,{"error":{"message":"the size of image_url exceeds the limit","type":"invalid_request_error","code":"image_too_large"}},"parameter"),
(400,{"error":{"message":"Duration 12 is not supported for this model","type":"invalid_request_error"}},"parameter"),
(403,{"error":{"message":"该令牌无权访问模型 veo3.1","type":"new_api_error"}},"unsupported"),
(403,{"error":{"message":"令牌额度已用尽","type":"new_api_error"}},"quota"),
(401,{"error":{"message":"该令牌已过期","type":"new_api_error"}},"auth"),
(429,{"error":{"message":"当前模型负载过高，请稍后重试","type":"new_api_error"}},"busy"),
(None,{"status":"FAILURE","fail_reason":"生成的视频未通过内容审核"},"content_output"),
(None,{"status":"FAILURE","fail_reason":"上传的图片包含真人，无法生成"},"content_image_person"),
(400,{"error":{"code":"face_not_registered","message":"photorealistic face must be registered as an asset"}},"content_image_person"),
(402,{"detail":"Insufficient credits. Please add credits to continue."},"quota"),
(422,{"detail":[{"loc":["body","duration"],"msg":"Input should be '5' or '10'","type":"literal_error"}]},"parameter"),
(None,{"status":"ERROR","error":"Request timed out after 600s"},"gateway_fault"),
# Ark / ModelArk
(400,{"error":{"code":"InputAudioSensitiveContentDetected","message":"The request failed because the input audio may contain sensitive information.","type":"BadRequest"}},"content_prompt"),
(400,{"error":{"code":"InputTextSensitiveContentDetected.PolicyViolation","message":"The request failed because the input text may be related to copyright restrictions.","type":"BadRequest"}},"content_prompt"),
(400,{"error":{"code":"InvalidParameter","message":"The parameter `content` specified in the request is not valid: expected ratio of the image between 0.40 and 2.50, got 3.10","param":"content","type":"BadRequest"}},"parameter"),
(429,{"error":{"code":"AccountRateLimitExceeded","message":"The request failed because you have exceeded the requests per minute (RPM) limit of your account.","type":"TooManyRequests"}},"busy"),
(429,{"error":{"code":"InflightBatchsizeExceeded","message":"The number of in-flight requests exceeds the limit of the endpoint.","type":"TooManyRequests"}},"busy"),
(404,{"error":{"code":"UnsupportedModel","message":"The model does not support the video generation api","type":"NotFound"}},"unsupported"),
(None,{"id":"cgt-1","status":"expired","error":{"code":"TaskExpired","message":"task expired after execution_expires_after"}},"expired"),
(400,{"error":{"code":"InvalidAction.AssetNotActive","message":"The asset asset-2026 is not in Active state.","type":"BadRequest"}},"parameter"),
# Kling
(401,{"code":1004,"message":"Authorization is invalid, token expired","request_id":"r"},"auth"),
(429,{"code":1303,"message":"parallel task over resource pack limit","request_id":"r"},"busy"),
(429,{"code":1101,"message":"Account in arrears (postpaid scenario)","request_id":"r"},"quota"),
(400,{"code":1201,"message":"external_task_id already exists","request_id":"r"},"parameter"),
(None,{"code":0,"data":{"task_id":"1","task_status":"failed","task_status_msg":"Image face detection failed, portrait rights are not allowed"}},"content_image_person"),
# MiniMax
(200,{"base_resp":{"status_code":1026,"status_msg":"input new_sensitive"}},"content_prompt"),
(402,{"type":"error","error":{"type":"insufficient_balance_error","message":"insufficient balance","http_code":"402"},"request_id":"r"},"quota"),
(429,{"type":"error","error":{"type":"rate_limit_error","message":"your current token plan does not support concurrent generation over 5 tasks (1002)","http_code":"429"},"request_id":"r"},"busy"),
(400,{"type":"error","error":{"type":"bad_request_error","message":"invalid params, duration must be between 5 and 15 (2013)","http_code":"400"},"request_id":"r"},"parameter"),
(None,{"task":{"id":"1","status":"failed","error":{"code":"1026","message":"input image contains sensitive content"}}},"content_prompt"),
# DashScope
(400,{"code":"InvalidParameter","message":"media[0].url: video duration should be in [2, 15] seconds"},"parameter"),
(400,{"code":"Arrearage","message":"Access denied, please make sure your account is in good standing."},"quota"),
(400,{"code":"PrepaidBillOverdue","message":"The prepaid bill is overdue."},"quota"),
(429,{"code":"Throttling.RateQuota","message":"Requests rate limit exceeded, please try again later."},"busy"),
(None,{"output":{"task_status":"FAILED","code":"InternalError.Timeout","message":"An internal timeout error has occured during execution"}},"gateway_fault"),
(None,{"output":{"task_status":"FAILED","code":"InvalidURL","message":"The request URL is invalid, please check the request URL is available"}},"parameter"),
# Vidu
(400,{"code":400,"reason":"ImageDownloadFailure","message":"download image failed"},"parameter"),
(429,{"code":429,"reason":"TooManyRequests","message":"too many requests, please slow down"},"busy"),
# xAI / OpenRouter / fal / Google / Runway
(402,{"error":{"message":"This request requires more credits, or fewer seconds. You requested up to 8 seconds, but can only afford 3.","code":402}},"quota"),
(403,{"detail":"User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing."},"quota"),
(None,{"id":"1","status":"FAILED","failure":"An unexpected error occurred.","failureCode":"SAFETY.INPUT.TEXT"},"content_prompt"),
]  # fmt: skip
"""As public reports of callers and documents of further sellers have them; their classes were written down before they were asked."""


@pytest.mark.parametrize(
    ("status", "body", "fault"), [*DOCUMENTED, *REPORTED], ids=range(len(DOCUMENTED) + len(REPORTED))
)
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
