"""What commands print as JSON is what the schemas of the reference say, in good cases and in bad ones."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from doc_pages import CHECKOUT
from referencing import Registry, Resource

from toolkit.cli import load_commands
from toolkit.example.demo import Demo
from toolkit.model.office_row import PLAN_ELEMENTS, REPORT_ELEMENTS

FOLDER = CHECKOUT / "docs" / "reference" / "schemas"
SCHEMAS = {
    path.name.removesuffix(".schema.json"): json.loads(path.read_text(encoding="utf-8"))
    for path in FOLDER.glob("*.json")
}
REGISTRY: Registry[Any] = Registry().with_resources(
    (schema["$id"], Resource.from_contents(schema)) for schema in SCHEMAS.values()
)
Printed = Callable[..., Any]


def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        SCHEMAS[name], registry=REGISTRY, format_checker=jsonschema.FormatChecker()
    )


def faults(name: str, content: object) -> list[str]:
    """Where something is not as its schema says."""
    return [f"{error.json_path}: {error.message}" for error in validator(name).iter_errors(content)]


@pytest.fixture
def office(demo: Demo, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demo.office.root, tmp_path / "office"))


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Printed]:
    """Run a command with --json; gives what it prints on standard output."""
    monkeypatch.setenv("LANGUAGE", "th")

    def run(*arguments: object, code: int = 0) -> Any:
        result = CliRunner().invoke(load_commands(), [*map(str, arguments), "--json"], prog_name="ita")
        assert result.exit_code == code, result.output
        return json.loads(result.stdout)

    yield run


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_schemas(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMAS[name]["$id"] == f"{name}.schema.json"


def objects(schema: object) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for part in schema.values():
            yield from objects(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from objects(part)


@pytest.mark.parametrize("name", sorted(set(SCHEMAS) - {"parts"}))
def test_every_key_is_described_and_no_other_is_allowed(name: str) -> None:
    for part in objects(SCHEMAS[name]):
        closed = part.get("additionalProperties", part.get("unevaluatedProperties"))
        assert closed is False or isinstance(closed, dict), part
        assert set(part.get("required", ())) <= set(part.get("properties", ()))


def test_every_command_that_prints_json_has_a_schema() -> None:
    commands = load_commands().commands.items()
    with_json = {
        name for name, command in commands if any(option.name == "as_json" for option in command.params)
    }
    titles = " ".join(schema["title"] for schema in SCHEMAS.values())
    assert {name for name in with_json if f"ita {name}" not in titles} == set()


MARCH = ("--month", "2567-03", "--as-of", "2567-04-06T09:00")


def test_check(printed: Printed, office: Path) -> None:
    content = printed("check", "--office", office, code=1)
    assert {file["verdict"] for file in content["files"]} == {"accepted", "warned", "rejected"}
    assert faults("check", content) == []


def test_check_of_a_plan_that_cannot_be_read(printed: Printed, office: Path) -> None:
    (office / "plan.xlsx").write_bytes(b"no workbook")
    content = printed("check", "--office", office, code=1)
    assert [file["verdict"] for file in content["files"]] == ["rejected"]
    assert faults("check", content) == []


@pytest.mark.parametrize("month", ["2567-03", "2566-10", "2567-09"])
def test_rollup_and_status(printed: Printed, office: Path, month: str) -> None:
    """March as it was played, October with what came later, September of which nothing has come."""
    done = printed("rollup", "--office", office, "--month", month, code=1)
    assert faults("rollup", done) == []
    shown = printed("status", "--office", office, "--month", month, code=1)
    assert faults("rollup", shown) == []
    written = json.loads((office / "reports" / f"rollup-{month}.json").read_text(encoding="utf-8"))
    assert faults("rollup-file", written) == []
    assert set(written) - set(done) == set(SCHEMAS["rollup-file"]["properties"])


def test_rollup_tells_restatements(printed: Printed, office: Path) -> None:
    assert printed("rollup", "--office", office, *MARCH, code=1)["restatements"] != []


def test_rollup_of_an_office_of_which_nothing_has_come(printed: Printed, tmp_path: Path) -> None:
    new = CliRunner().invoke(
        load_commands(), ["new", str(tmp_path / "new"), "--example", "thetsaban-tambon"], prog_name="ita"
    )
    assert new.exit_code == 0
    content = printed("rollup", "--office", tmp_path / "new", *MARCH)
    assert content["files"][0]["file"] == "plan.xlsx"
    assert faults("rollup", content) == []


@pytest.mark.parametrize("dry", [True, False])
def test_import(printed: Printed, tmp_path: Path, dry: bool) -> None:
    source = tmp_path / "last-year.csv"
    source.write_text("ลำดับ,มาตรการ,ขั้นตอน,ผู้รับผิดชอบ\n1,ปรับปรุงคู่มือ,ร่างคู่มือ,กองคลัง\n", encoding="utf-8")
    content = printed(
        "import", source, "--year", "2568", "--to", tmp_path / "plan.xlsx", *(["--dry-run"] if dry else [])
    )
    assert content["counts"]["measures"] == 1
    assert content["files"][0]["findings"] != []
    assert (content["plan"] is None) is dry
    assert faults("import", content) == []


def test_log(printed: Printed, office: Path) -> None:
    content = printed("log", "--office", office)
    assert {line["event"] for line in content["lines"]} == {
        "distributed",
        "accepted",
        "rejected",
        "rolled-up",
    }
    assert faults("log", content) == []


def test_log_of_an_archive_that_was_altered(printed: Printed, office: Path) -> None:
    assert faults("log", printed("log", "--office", office, "--verify")) == []
    kept = next((office / "archive" / "03").glob("*.xlsx"))
    kept.write_bytes(kept.read_bytes() + b" ")
    content = printed("log", "--office", office, "--verify", code=1)
    assert content["verified"]["sound"] is False
    assert faults("log", content) == []


def test_doctor(printed: Printed, office: Path) -> None:
    content = printed("doctor", "--office", office)
    assert "libreoffice" in {part["part"] for part in content["parts"]}
    assert faults("doctor", content) == []


def test_consolidate(printed: Printed, office: Path, tmp_path: Path) -> None:
    """An office folder, the roll-up file of another, and a folder that is none."""
    pytest.importorskip("distributed")
    written = json.loads((office / "reports" / "rollup-2567-03.json").read_text(encoding="utf-8"))
    root = tmp_path / "country"
    (root / "b").mkdir(parents=True)
    office.rename(root / "a")
    other = {**written, "agency_code": "05990102", "agency_name": "เทศบาลตำบลสมมุติ"}
    (root / "b" / "rollup-2567-03.json").write_text(json.dumps(other), encoding="utf-8")
    (root / "b" / "rollup-2567-02.json").write_text("{", encoding="utf-8")
    content = printed("consolidate", root, "--to", tmp_path / "summary", "--workers", "1", *MARCH, code=1)
    assert content["country"]["offices"] == 2
    assert content["faults"] != []
    assert set(content["country"]["plan_elements"]) == set(PLAN_ELEMENTS)
    assert set(content["country"]["report_elements"]) == set(REPORT_ELEMENTS)
    assert faults("consolidate", content) == []
    kept = json.loads((tmp_path / "summary" / "summary.json").read_text(encoding="utf-8"))
    assert faults("consolidate", kept) == []


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("rollup", lambda content: content.update(more=1)),
        ("rollup", lambda content: content["overall"].update(more=1)),
        ("rollup", lambda content: content["steps"][0]["assignments"][0].update(status="finished")),
        ("rollup", lambda content: content["divisions"][0].pop("received")),
        ("rollup", lambda content: content.update(month="2024-03")),
        ("rollup-file", lambda content: content.update(more=1)),
        ("rollup-file", lambda content: content.pop("agency_code")),
    ],
)
def test_what_is_not_in_a_schema_is_told(demo: Demo, name: str, spoil: Callable[[Any], Any]) -> None:
    content = json.loads((demo.office.reports / "rollup-2567-03.json").read_text(encoding="utf-8"))
    if name == "rollup":
        for key in SCHEMAS["rollup-file"]["properties"]:
            del content[key]
    assert faults(name, content) == []
    spoil(content)
    assert faults(name, content) != []
