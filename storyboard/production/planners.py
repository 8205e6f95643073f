"""The planner's number in the record of a board, and what stood there before planners had numbers."""

from storyboard.plan import VERSION
from storyboard.production.files import digest
from storyboard.production.plans import Planted

FORMER = (
    "49baf8526c509eb77c32b6b7cc5cbe2ceffb3ea77732aa9da6bf03e3eff8b117",
    "51924d9d6a07908f8729364678ab8781995254246b03c25c602df571d366d0c1",
    "e83c4ce653bb5feca2be0dd6c1efa59b870038b3b44a682d91715f2cdf461388",
    "0690b7f740d81e54b0599822189ef10ce40b7867e0fd61da123df1e39833dcfa",
    "61c3e593d820f62b4b1094120d5e27817f323e0417db3e1f516048ab0d96fcb6",
    "fdba49dc93eb0aa8138ea58b1cdd99505d073c1c110803ebfaa973fad21eab47",
    "fcc11898072fe3c87c500da9866e80e7fe42e7c55cfe9ba710efed47e190c0d0",
    "00779935f17e456da995a06e7909a24ae4f22277f4d8c6a6f303eed86b1a5fe7",
    "b40181d36b7895b9ae0971465b0eabb43c100473776d085fc073512f02ce193e",
    "e3063ff9f2395512a13853072de54d44512793b28e62018f2a1219269b4cd0d8",
    "56c3b640133ac3adb1210486bf715983d3e883014f0cf6bd310ab11173380783",
    "80c5c49ac7cf82525290c8efc9696728b60bbb37c693974dc648730507be9a67",
    "a298de858161633cca0759de7e73a0eb07b5b456220e5393e3dde60a8e6e036d",
    "5708613ee69322409b69bc1e21e23e87bcd8361e37d620c245c602cb4ef7e0fc",
    "6b58bc0e33a91a5a589e989a0ddce0ed83b6a8d264fc59adf39544e0f3293acb",
    "6949c7ee5d137701e576f7e888af9022a920be0933b5000ec71e1b54caac7d89",
    "72a4b7b79ae2b0c6f08eaecdcbfe45a6a05f936182f93929529a9aa03897feb1",
    "52a741302a24cfcee9ac942b756371edb17bdc04dcf50d7701aeed9ae9edbdc9",
    "54a959dda171dbf40c474fa1eede110d057adc6a99bcaecc1dfa370f37e631c3",
    "c96c4372f6f5b75f30aff864e3d8b246b0cc3c9f35f9145dba4a441f31fd0d17",
    "4d2c76660f293d0f31e54e6c4496863f562f0259c2965be2f9246ac42cebe142",
    "2fab8fbc7c851f01103d745e8b0c87fd127471ff14430a4d43f0d2bd501b40d5",
)  # fmt: skip
"""Hashes of the sources of the planners that had no number: they count as number 1. Nothing is ever added here."""


def is_from(last: Planted, parts: tuple[object, ...]) -> bool:
    """Whether a plan was made from these inputs, by whichever planner."""
    if last.planner:
        return last.inputs == digest(*parts)
    return any(last.inputs == digest(former, *parts) for former in FORMER)


def is_older(last: Planted) -> bool:
    """Whether a plan was made by a planner with a lower number than today's."""
    return (last.planner or 1) < VERSION
