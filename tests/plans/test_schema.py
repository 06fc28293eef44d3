import json

from plans.schema import plan_schema


def test_the_schema_is_json_and_refuses_unknown_keys_everywhere() -> None:
    schema = json.loads(json.dumps(plan_schema()))
    assert schema["additionalProperties"] is False
    assert all(part["additionalProperties"] is False for part in schema["$defs"].values())


def test_the_schema_requires_what_a_plan_cannot_do_without() -> None:
    required = plan_schema()["required"]
    assert isinstance(required, list)
    assert {"id", "title", "goal", "entry", "warm_ups", "cool_downs", "weeks"} <= set(required)


def test_the_schema_shows_how_to_write_a_piece() -> None:
    assert "30 s backward walk" in json.dumps(plan_schema())
