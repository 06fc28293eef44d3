"""The configuration: every key by file and by variable, every mistake at once with its place, and no secret shown."""

import contextlib
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import WANTED, Config, ConfigMistakesError, load_config, token_of

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
SECRET = "123456789:AAaabbccddeeffgghhiijjkkllmmnnooppqq"
KEYS = [
    f"{section}.{key}"
    for section, field in Config.model_fields.items()
    if field.annotation is not None
    for key in field.annotation.model_fields
]
ENVIRONMENT = {
    "telegram.token": (SECRET, SECRET),
    "telegram.token_file": ("/run/token", "/run/token"),
    "telegram.api_url": ("http://127.0.0.1:8081", "http://127.0.0.1:8081"),
    "storage.url": ("sqlite:////var/lib/coach.db", "sqlite:////var/lib/coach.db"),
    "reminders.per_second": ("12.5", 12.5),
    "reminders.catch_up_minutes": ("90", 90),
    "access.allowed_chats": ("5, 42,", (5, 42)),
    "logging.level": ("DEBUG", "DEBUG"),
    "logging.format": ("json", "json"),
}


def written(folder: Path, text: str) -> Path:
    file = folder / "coach.toml"
    file.write_text(text, encoding="utf-8")
    return file


def mistakes(text: str, folder: Path, environment: dict[str, str] | None = None) -> list[str]:
    """The mistakes of a file of this text, without the file's name."""
    file = written(folder, text)
    with pytest.raises(ConfigMistakesError) as caught:
        load_config(file, environment or {})
    return [one.removeprefix(f"{file}:") for one in caught.value.mistakes]


def value_of(config: Config, path: str) -> object:
    section, _, key = path.partition(".")
    value = getattr(getattr(config, section), key)
    return value.get_secret_value() if path == "telegram.token" else value


# ---------------------------------------------------------------- what is read


def test_without_a_file_and_without_variables_everything_has_its_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_config(None, {}) == Config()


def test_config_toml_of_the_folder_is_read_without_being_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.toml").write_text("[reminders]\nper_second = 3\n", encoding="utf-8")
    assert load_config(None, {}).reminders.per_second == 3


@pytest.mark.parametrize("path", KEYS)
def test_every_key_can_be_set_in_the_environment(path: str, tmp_path: Path) -> None:
    variable = "RETRO_COACH_" + path.replace(".", "__").upper()
    given, wanted = ENVIRONMENT[path]
    assert value_of(load_config(written(tmp_path, ""), {variable: given}), path) == wanted


@pytest.mark.parametrize("path", KEYS)
def test_every_key_says_in_plain_words_what_it_wants(path: str) -> None:
    assert path in WANTED


def test_the_environment_goes_over_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, '[logging]\nlevel = "ERROR"\nformat = "json"\n')
    config = load_config(file, {"RETRO_COACH_LOGGING__LEVEL": "DEBUG"})
    assert (config.logging.level, config.logging.format) == ("DEBUG", "json")


def test_the_byte_order_mark_of_windows_is_no_mistake(tmp_path: Path) -> None:
    file = tmp_path / "coach.toml"
    file.write_text("[reminders]\nper_second = 3\n", encoding="utf-8-sig")
    assert load_config(file, {}).reminders.per_second == 3


def test_variables_of_others_are_left_alone(tmp_path: Path) -> None:
    others = {"RETRO_COACH_SCREENSHOTS": "/tmp", "PATH": "/bin", "TOKEN": "x"}
    assert load_config(written(tmp_path, ""), others) == Config()


# ---------------------------------------------------------------- the example


def test_the_example_is_valid_and_gives_the_defaults() -> None:
    assert load_config(EXAMPLE, {}) == Config()


@pytest.mark.parametrize("path", KEYS)
def test_the_example_mentions_every_key_in_its_section(path: str) -> None:
    section, _, key = path.partition(".")
    after = EXAMPLE.read_text(encoding="utf-8").partition(f"[{section}]\n")[2].partition("\n[")[0]
    assert f"\n{key} = " in f"\n{after}"


# ---------------------------------------------------------------- mistakes


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ('[telegram]\ntokn = ""\n', "2:1: telegram.tokn: unknown key; did you mean 'telegram.token'?"),
        ('[telegram]\n  tokn = ""\n', "2:3: telegram.tokn: unknown key; did you mean 'telegram.token'?"),
        ('[telegram] # mine\n"tokn" = ""\n', "2:1: telegram.tokn: unknown key; did you mean 'telegram.token'?"),
        ('telegram.tokn = ""\n', "1:1: telegram.tokn: unknown key; did you mean 'telegram.token'?"),
        ('\n[telegrm]\ntoken = ""\n', "2:1: telegrm: unknown key; did you mean 'telegram'?"),
        ('[storage]\ntoken = ""\n', "2:1: storage.token: unknown key; did you mean 'telegram.token'?"),
        ("per_second = 5\n", "1:1: per_second: unknown key; did you mean 'reminders.per_second'?"),
        ("[reminders]\npersecond = 5\n", "2:1: reminders.persecond: unknown key; did you mean 'reminders.per_second'?"),
    ],
)
def test_an_unknown_key_is_told_with_its_place_and_the_nearest_key(text: str, mistake: str, tmp_path: Path) -> None:
    assert mistakes(text, tmp_path) == [mistake]


def test_an_unknown_key_like_no_other_is_answered_with_all_there_are(tmp_path: Path) -> None:
    (mistake,) = mistakes("xyzzy = 1\n", tmp_path)
    assert mistake.startswith("1:1: xyzzy: unknown key; there are telegram.token, ")


@pytest.mark.parametrize(
    ("variable", "mistake"),
    [
        ("TELEGRAM__TOKN", "unknown key; did you mean 'RETRO_COACH_TELEGRAM__TOKEN'?"),
        ("TELEGRM__TOKEN", "unknown key; did you mean 'RETRO_COACH_TELEGRAM__TOKEN'?"),
        ("TOKEN", "unknown key; did you mean 'RETRO_COACH_TELEGRAM__TOKEN'?"),
        ("STORAGE__TOKEN", "unknown key; did you mean 'RETRO_COACH_TELEGRAM__TOKEN'?"),
    ],
)
def test_a_variable_that_names_no_key_is_told_with_the_nearest(variable: str, mistake: str, tmp_path: Path) -> None:
    found = mistakes("", tmp_path, {f"RETRO_COACH_{variable}": "x"})
    assert found == [f"environment:1:1: RETRO_COACH_{variable}: {mistake}"]


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("[telegram]\ntoken = 5\n", "2:1: telegram.token: this must be a text in quotes"),
        (
            '[reminders]\nper_second = "fast"\n',
            "2:1: reminders.per_second: this must be a number above 0 and at most 30",
        ),
        ("[reminders]\nper_second = 31\n", "2:1: reminders.per_second: this must be a number above 0 and at most 30"),
        ("[reminders]\nper_second = true\n", "2:1: reminders.per_second: this must be a number above 0 and at most 30"),
        (
            "[reminders]\ncatch_up_minutes = 1.5\n",
            "2:1: reminders.catch_up_minutes: this must be a whole number of minutes from 0 to 1440",
        ),
        (
            "[access]\nallowed_chats = 5\n",
            "2:1: access.allowed_chats: this must be a list of chat numbers, like [123456789, 987654321]",
        ),
        (
            '[access]\nallowed_chats = [5, "me"]\n',
            "2:1: access.allowed_chats.1: this must be a list of chat numbers, like [123456789, 987654321]",
        ),
        (
            '[logging]\nlevel = "LOUD"\n',
            '2:1: logging.level: this must be "DEBUG", "INFO", "WARNING" or "ERROR"',
        ),
        (
            '[storage]\nurl = "retro-coach.db"\n',
            '2:1: storage.url: this must be written like "sqlite:///retro-coach.db"',
        ),
        (
            '[telegram]\napi_url = "telegram"\n',
            '2:1: telegram.api_url: this must be an address in quotes, like "https://api.telegram.org"',
        ),
        ('telegram = "x"\n', "1:1: telegram: this must be a section, like [telegram] with its keys below"),
    ],
)
def test_a_wrong_value_is_told_in_plain_words(text: str, mistake: str, tmp_path: Path) -> None:
    assert mistakes(text, tmp_path) == [mistake]


def test_a_wrong_value_in_the_environment_names_its_variable(tmp_path: Path) -> None:
    assert mistakes("", tmp_path, {"RETRO_COACH_REMINDERS__PER_SECOND": "fast"}) == [
        "environment:1:1: RETRO_COACH_REMINDERS__PER_SECOND: this must be a number above 0 and at most 30"
    ]


def test_all_mistakes_of_the_file_and_the_environment_come_at_once(tmp_path: Path) -> None:
    text = '[telegram]\ntokn = ""\n\n[reminders]\nper_second = "fast"\n\n[logging]\nformat = "xml"\n'
    environment = {"RETRO_COACH_LOGING__LEVEL": "INFO", "RETRO_COACH_ACCESS__ALLOWED_CHATS": "me"}
    places = [one.partition(": ")[0] for one in mistakes(text, tmp_path, environment)]
    assert places == ["2:1", "5:1", "8:1", "environment:1:1", "environment:1:1"]


@pytest.mark.parametrize(
    ("text", "place"),
    [("[telegram]\ntoken = \n", "2:9"), ('[logging]\nlevel = "INFO"\nlevel = "INFO"\n', "3:"), ("a = [1,\n\n", "2:1")],
)
def test_what_is_no_toml_is_told_with_its_place(text: str, place: str, tmp_path: Path) -> None:
    (mistake,) = mistakes(text, tmp_path)
    assert mistake.startswith(place)
    assert "file: not valid TOML" in mistake


def test_a_named_file_that_is_missing_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigMistakesError, match=r"there is no such file; copy config\.example\.toml to it"):
        load_config(tmp_path / "nowhere.toml", {})


def test_a_folder_in_place_of_the_file_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(ConfigMistakesError, match=r":1:1: file: cannot be read \(Is a directory\)"):
        load_config(tmp_path, {})


def test_a_file_in_another_encoding_is_told_plainly(tmp_path: Path) -> None:
    file = tmp_path / "coach.toml"
    file.write_bytes("# für mich\n".encode("latin-1"))
    with pytest.raises(ConfigMistakesError, match="it is not a text in UTF-8"):
        load_config(file, {})


def test_the_mistakes_can_pass_through_a_context_manager(tmp_path: Path) -> None:
    @contextlib.contextmanager
    def passing() -> Iterator[None]:
        yield

    with pytest.raises(ConfigMistakesError), passing():
        load_config(tmp_path / "nowhere.toml", {})


# ---------------------------------------------------------------- the token


def configured(**telegram: str) -> Config:
    return Config.model_validate({"telegram": telegram})


def test_the_token_stands_in_the_configuration(tmp_path: Path) -> None:
    assert token_of(load_config(written(tmp_path, f'[telegram]\ntoken = " {SECRET}"\n'), {}), {}) == SECRET


def test_the_token_stands_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{SECRET}\n", encoding="utf-8")
    assert token_of(configured(token_file=str(tmp_path / "token")), {}) == SECRET


def test_the_token_comes_from_the_service_managers_credentials(tmp_path: Path) -> None:
    (tmp_path / "telegram_token").write_text(f"{SECRET}\n", encoding="utf-8")
    assert token_of(Config(), {"CREDENTIALS_DIRECTORY": str(tmp_path)}) == SECRET


def test_the_token_file_goes_before_the_credentials(tmp_path: Path) -> None:
    (tmp_path / "telegram_token").write_text("other", encoding="utf-8")
    (tmp_path / "token").write_text(SECRET, encoding="utf-8")
    config = configured(token_file=str(tmp_path / "token"))
    assert token_of(config, {"CREDENTIALS_DIRECTORY": str(tmp_path)}) == SECRET


@pytest.mark.parametrize("environment", [{}, {"CREDENTIALS_DIRECTORY": "/nowhere"}])
def test_no_token_anywhere_is_no_mistake(environment: dict[str, str]) -> None:
    assert token_of(Config(), environment) == ""


@pytest.mark.parametrize(
    ("content", "reason"),
    [(None, "cannot be read (No such file"), (b"", "the file is empty"), (b"\xff\xfe1", "it is not a text in UTF-8")],
)
def test_a_token_file_of_no_use_is_told_plainly(content: bytes | None, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "token"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigMistakesError) as caught:
        token_of(configured(token_file=str(file)), {})
    assert f"{file}:1:1: telegram.token_file: " in str(caught.value)
    assert reason in str(caught.value)


# ---------------------------------------------------------------- secrets


def test_the_token_is_not_in_the_words_of_a_configuration() -> None:
    config = configured(token=SECRET)
    assert SECRET not in repr(config) + str(config) + config.model_dump_json()


@pytest.mark.parametrize(
    "text",
    [f'[telegram]\ntokn = "{SECRET}"\n', f'[telegram]\ntoken = ["{SECRET}"]\n', f"[telegram]\ntoken = {SECRET}\n"],
)
def test_a_mistake_never_shows_the_token_not_even_in_its_traceback(text: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigMistakesError) as caught:
        load_config(written(tmp_path, text), {"RETRO_COACH_TELEGRAM__TOKN": SECRET})
    assert "AAaabb" not in str(caught.value)
    assert "AAaabb" not in "".join(traceback.format_exception(caught.value))
