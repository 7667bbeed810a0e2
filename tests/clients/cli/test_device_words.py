"""The commands speak the reader's language, and every error has words."""

import pytest

from clients.cli.device_words import TEXTS, explain, label, language, say
from clients.replica.errors import NotEnrolled, NotSaved, Rejected, StoreInUse, Unreachable
from schemas.problems import Problem


def speak(monkeypatch: pytest.MonkeyPatch, lang: str, lc_all: str = "") -> None:
    monkeypatch.setenv("LANG", lang)
    monkeypatch.setenv("LC_ALL", lc_all)
    monkeypatch.delenv("LC_MESSAGES", raising=False)


@pytest.mark.parametrize(
    ("lang", "lc_all", "spoken"),
    [
        ("zh_TW.UTF-8", "", "zh-TW"),
        ("en_US.UTF-8", "", "en"),
        ("C", "", "en"),
        ("", "", "en"),
        ("en_US.UTF-8", "zh_TW.UTF-8", "zh-TW"),
        ("zh_TW.UTF-8", "C.UTF-8", "en"),
    ],
)
def test_the_language_follows_the_environment(
    monkeypatch: pytest.MonkeyPatch, lang: str, lc_all: str, spoken: str
) -> None:
    speak(monkeypatch, lang, lc_all)
    assert language() == spoken


def test_labels_come_from_the_declarations(monkeypatch: pytest.MonkeyPatch) -> None:
    speak(monkeypatch, "zh_TW.UTF-8")
    assert (label("stop"), label("stop", "state")) == ("站點", "狀態")
    speak(monkeypatch, "en_US.UTF-8")
    assert (label("stop"), label("stop", "state")) == ("Stop", "State")


@pytest.mark.parametrize(
    ("error", "zh", "en"),
    [
        (NotEnrolled(), "這台裝置尚未註冊", "This device is not enrolled yet"),
        (StoreInUse("x"), "另一個程式正在使用這個檔案", "Another program is using this store"),
        (NotSaved("x"), "無法寫入磁碟，沒有儲存任何內容", "The disk failed; nothing was saved"),
        (
            Unreachable("x"),
            "目前連不上，稍後再試；資料都還在",
            "No contact; nothing is lost, try again later",
        ),
        (
            Problem("transition/illegal", fields={"state": "failed -> arrived"}),
            "不能這樣變更狀態 (state: failed -> arrived)",
            "This change of state is not possible (state: failed -> arrived)",
        ),
        (
            Rejected(404, {"code": "enrol/code"}, None),
            "註冊碼不存在、已使用或已過期",
            "The code is unknown, used or over",
        ),
    ],
)
def test_every_error_has_words(
    monkeypatch: pytest.MonkeyPatch, error: Exception, zh: str, en: str
) -> None:
    speak(monkeypatch, "zh_TW.UTF-8")
    assert explain(error) == zh
    speak(monkeypatch, "en_US.UTF-8")
    assert explain(error) == en


def test_an_answer_that_is_not_ours_is_shown_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    speak(monkeypatch, "en_US.UTF-8")
    assert explain(Rejected(502, {"title": "Bad gateway"}, None)) == "http/502: Bad gateway"


def test_both_languages_take_the_same_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = dict.fromkeys(
        "name replica waiting needs records known entity text reason id".split(), "#"
    )
    for key in TEXTS:
        speak(monkeypatch, "zh_TW.UTF-8")
        zh = say(key, **facts)
        speak(monkeypatch, "en_US.UTF-8")
        assert zh.count("#") == say(key, **facts).count("#")
        assert zh != say(key, **facts)
