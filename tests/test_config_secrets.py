"""What looks like a key, token or password is refused wherever it stands, and never repeated."""

from __future__ import annotations

import random
import string
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar import config
from radar.cli import main
from radar.errors import ConfigError
from radar.grammar.secrets import is_secret, spots

ROOT = Path(__file__).resolve().parents[1]


def invented(letters: str, length: int, seed: int = 7) -> str:
    """Make up a run of characters; no secret stands in this repository."""
    dice = random.Random(seed)  # noqa: S311 - no secret is made of it
    return "".join(dice.choice(letters) for _ in range(length))


ALNUM = string.ascii_letters + string.digits
HEX = "0123456789abcdef"
SECRETS = {
    "openai": f"sk-proj-{invented(ALNUM, 48)}",
    "anthropic": f"sk-ant-api03-{invented(ALNUM, 40)}",
    "short": f"sk-{invented(ALNUM, 20)}",
    "github": f"ghp_{invented(ALNUM, 36)}",
    "github fine": f"github_pat_{invented(ALNUM, 40)}",
    "gitlab": f"glpat-{invented(ALNUM, 20)}",
    "slack": f"xoxb-{invented(string.digits, 12)}-{invented(ALNUM, 24)}",
    "aws": f"AKIA{invented(string.ascii_uppercase + string.digits, 16)}",
    "google": f"AIza{invented(ALNUM, 35)}",
    "hugging face": f"hf_{invented(ALNUM, 34)}",
    "telegram": f"123456789:{invented(ALNUM, 35)}",
    "zhipu": f"{invented(HEX, 32)}.{invented(ALNUM, 16)}",
    "jwt": f"eyJ{invented(ALNUM, 20)}.eyJ{invented(ALNUM, 20)}.{invented(ALNUM, 20)}",
    "hex": invented(HEX, 32),
    "random": invented(ALNUM, 40),
    "bearer": f"Bearer {invented(ALNUM, 20)}",
    "pem": "-----BEGIN OPENSSH PRIVATE KEY-----",
    "slack hook": "https://hooks.slack.com/services/T0/B0/x",
    "feishu hook": "https://open.feishu.cn/open-apis/bot/v2/hook/x",
    "user and password": "https://radar:swordfish@mirror.example/rss",
    "query": "https://api.example/feed?access_token=swordfish",
}
PLACES = {
    "a known key": '[site]\ntitle = "{}"',
    "an unknown key": '[site]\nfoo = "{}"',
    "a list": '[watch]\nkeywords = ["tides", "{}"]',
    "an address": '[briefings.model]\nbase_url = "{}"',
    "the name of a variable": '[briefings.model]\napi_key_env = "{}"',
    "a comment": "# old key: {}",
    "no TOML": "[site]\ntitle = {}",
    "a key's place": '[site]\n"{}" = 1',
    "a table's place": '["{}"]',
    "a topic": '[[topics]]\nid = "{}"\nname = "x"\nfields = ["{}"]',
    "a kind": '[[sources]]\nkind = "{}"',
    "many lines": '[site]\nbanner = """\nline\n{}\n"""',
}


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_a_secret_is_refused_wherever_it_stands_and_not_repeated(tmp_path: Path, place: str, secret: str) -> None:
    path = tmp_path / "radar.toml"
    path.write_text(f"version = 1\n{place.replace('{}', secret)}\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        config.load(path)
    said = "\n".join((str(caught.value), *caught.value.lines("zh"), repr(caught.value.mistakes)))
    assert "looks like a key" in said
    for start in range(0, len(secret) - 8, 4):
        assert secret[start : start + 8] not in said or secret[start : start + 8] in "access_token=https://"


@pytest.mark.parametrize(
    "key", ["api_key", "apikey", "OPENAI_API_KEY", "token", "password", "secret", "access-token"]
)
def test_a_key_named_like_a_secret_is_refused_whatever_its_value(key: str) -> None:
    with pytest.raises(ConfigError, match="secrets do not stand in this file") as caught:
        config.parse({"version": 1, "briefings": {"model": {key: "hunter two"}}})
    assert "hunter" not in str(caught.value)
    assert "api_key_env" in str(caught.value) or key in {"token", "password", "secret", "access-token"}


@pytest.mark.parametrize("place", ['"{}" = 1', "[{}]", "[site]\n{} = 1", "[[sources]]\n{} = 1"])
def test_what_may_be_a_secret_of_no_known_form_is_not_repeated_as_an_unknown_key(place: str) -> None:
    letters = invented(string.ascii_letters, 36)
    text = f"version = 1\n{place.replace('{}', letters)}\n"
    with pytest.raises(ConfigError) as caught:
        config.parse(tomllib.loads(text), text=text)
    assert letters[:12] not in "\n".join((str(caught.value), *caught.value.lines("zh")))


INNOCENT = (
    "arxiv:2601.05106",
    "doi:10.1101/2024.01.01.573831",
    "doi:10.1016/S0140-6736(24)00123-4",
    "url:0f3a9c1d2e4b5a6978877665544332211",
    "orcid:0000-0002-1825-0097",
    "https://www.nature.com/nature.rss",
    "https://export.arxiv.org/api/query",
    "https://pubsubhubbub.appspot.com/",
    "primary_topic.field.id:17,authorships.institutions.ror:02mhbdp94",
    'TITLE_ABS:"malaria vaccine" AND (FIRST_PDATE:[2026-01-01 TO 2026-12-31])',
    "risk-adjusted-returns",
    "Schrödinger equation",
    "covid-19-vaccines-and-long-term-effects",
    "deoxyribonucleic acid",
    "SARS-CoV-2",
    "Qwen3-235B-A22B-Instruct-2507",
    "claude-haiku-4-5-20251001",
    "OPENAI_API_KEY",
    "pneumonoultramicroscopicsilicovolcanoconiosis",
)


@pytest.mark.parametrize("text", INNOCENT)
def test_what_a_radar_is_made_of_is_no_secret(text: str) -> None:
    assert not is_secret(text)


@pytest.mark.parametrize("name", ["radar.example.toml", "sample/radar.toml"])
def test_our_own_files_hold_none(name: str) -> None:
    assert list(spots((ROOT / name).read_text(encoding="utf-8"))) == []


@given(st.text(max_size=200))
def test_looking_for_secrets_never_fails(text: str) -> None:
    assert bool(list(spots(text))) >= (is_secret(text) and "\n" not in text)


def test_a_secret_does_not_leave_by_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "radar.toml"
    secret = SECRETS["openai"]
    path.write_text(f'version = 1\n[briefings.model]\nmodel = "m"\napi_key = "{secret}"\n', encoding="utf-8")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    for command in ("check", "doctor", "update", "build", "run"):
        for more in ([], ["--json"], ["-v", "--log-format", "json"]):
            assert main([command, "--config", str(path), "--content", str(tmp_path / "content"), *more]) == 2
    said = capsys.readouterr()
    assert secret[8:20] not in said.out + said.err
