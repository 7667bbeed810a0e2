"""The OpenAPI paths of every entity, and the types that they speak of."""

from typing import Any

import msgspec

from schemas.entity import Entity
from schemas.fields import Field
from schemas.problems import CATALOGUE
from schemas.registry import REGISTRY
from server.resources.batch import BatchItem
from server.resources.queries import LONGEST, MOST, USUAL, operators, sortable
from server.resources.shapes import SHAPES, title_of
from server.storage.contract import Revision

JSON = "application/json"
PROBLEM = "application/problem+json"
REF = "#/components/schemas/{name}"

READ = ("auth/required auth/expired device/revoked request/not-acceptable server/busy").split()
FOUND = ["record/unknown"]
BODY = "request/malformed request/invalid request/media request/too-large".split()
WRITE = (
    "write/forbidden write/place record/exists record/purged record/changed reference/unknown "
    "field/required field/first transition/illegal transition/never accept/unknown "
    "number/foreign number/used mutation/limits mutation/invalid idempotency/mismatch"
).split()


def types() -> list[Any]:
    """Every type that :func:`paths` refers to."""
    found: list[Any] = [BatchItem, Revision]
    for entity in REGISTRY.entities:
        found += msgspec.structs.astuple(SHAPES[entity.name])
    return found


def paths() -> dict[str, Any]:
    """Path -> operations."""
    found: dict[str, Any] = {}
    for entity in REGISTRY.entities:
        root = f"/api/v1/{entity.plural}"
        found[root] = {"get": _list(entity), "post": _create(entity)}
        found[f"{root}/{{id}}"] = {
            "parameters": [_ID],
            "get": _read(entity),
            "patch": _edit(entity),
            "delete": _delete(entity),
        }
        found[f"{root}/{{id}}/history"] = {"parameters": [_ID], "get": _history(entity)}
        found[f"{root}/batch"] = {"post": _batch(entity)}
    return found


def problems(*codes: str) -> dict[str, Any]:
    """Responses for refusals, by status."""
    by_status: dict[int, list[str]] = {}
    for code in codes:
        by_status.setdefault(CATALOGUE[code].status, []).append(code)
    return {
        str(status): {
            "description": ", ".join(f"`{code}`" for code in same),
            "content": {PROBLEM: {"schema": {"$ref": REF.format(name="ProblemDocument")}}},
        }
        for status, same in sorted(by_status.items())
    }


def content(schema: dict[str, Any], description: str, **headers: str) -> dict[str, Any]:
    """A response with a JSON body."""
    answer: dict[str, Any] = {"description": description, "content": {JSON: {"schema": schema}}}
    if headers:
        answer["headers"] = {
            name.replace("_", "-"): {"description": text, "schema": {"type": "string"}}
            for name, text in headers.items()
        }
    return answer


def reference(type: Any) -> dict[str, Any]:
    """A reference to a type's schema."""
    return {"$ref": REF.format(name=type.__name__)}


_ID = {
    "name": "id", "in": "path", "required": True, "description": "編號 / Id",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{22}$"},
}  # fmt: skip
_IF_MATCH = {
    "name": "If-Match", "in": "header", "description": "只在版本相符時寫入 / Only if it is at "
    "this version, as in ETag", "schema": {"type": "string"},
}  # fmt: skip
_KEY = {
    "name": "Idempotency-Key", "in": "header",
    "description": "重送時不會重複寫入 / The same key and content is written once",
    "schema": {"type": "string", "pattern": "^[\\x21-\\x7e]{1,255}$"},
}  # fmt: skip
_NOT_MODIFIED = {"304": {"description": "沒有變更 / Nothing changed"}}


def _operation(entity: Entity, verb: str, zh: str, en: str) -> dict[str, Any]:
    label = entity.label
    name = title_of(entity)
    return {
        "operationId": verb.format(one=name, many=_many(entity)),
        "tags": [entity.plural],
        "summary": f"{zh.format(label.zh)} / {en.format(label.en.lower())}",
        "security": [{"bearer": []}],
    }


def _many(entity: Entity) -> str:
    return entity.plural.title().replace("_", "")


def _list(entity: Entity) -> dict[str, Any]:
    page = {
        "type": "object",
        "properties": {
            "data": {"type": "array", "items": reference(SHAPES[entity.name].record)},
            "next": {"type": ["string", "null"]},
            "total": {"type": "integer"},
        },
        "required": ["data", "next", "total"],
    }
    orders = [sign + name for name in sortable(entity) for sign in ("", "-")]
    parameters: list[dict[str, Any]] = [
        _query("q", {"type": "string", "maxLength": LONGEST}, "搜尋文字 / Text to search for"),
        _query("sort", {"enum": orders}, "排序 / Order; newest change first"),
        _query("after", {"type": "string"}, "上一頁的 next / The last `next`"),
        _query(
            "limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
            "每頁筆數 / Records of a page",
        ),
    ]  # fmt: skip
    for name, field in entity.fields.items():
        parameters += _filters(name, field)
    return {
        **_operation(entity, "list{many}", "{}列表", "List: {}"),
        "parameters": parameters,
        "responses": {
            "200": content(page, "一頁 / A page", ETag="弱 / weak"),
            **_NOT_MODIFIED,
            **problems(*READ, "query/invalid"),
        },
    }


def _filters(name: str, field: Field) -> list[dict[str, Any]]:
    schema = msgspec.json.schema(field.type)
    usual = "has" if field.kind == "set" else "eq"
    found: list[dict[str, Any]] = []
    for operator in operators(field):
        text = f"{field.label.zh} / {field.label.en}: {operator}"
        of = {"type": "string"} if operator == "in" else schema
        parameter = name if operator == usual else f"{name}.{operator}"
        found.append(_query(parameter, of, text))
    return found


def _query(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _record(entity: Entity, description: str) -> dict[str, Any]:
    return content(
        reference(SHAPES[entity.name].record), description, ETag="強 / strong: the sequence"
    )


def _body(type: Any) -> dict[str, Any]:
    return {"required": True, "content": {JSON: {"schema": reference(type)}}}


def _create(entity: Entity) -> dict[str, Any]:
    made = _record(entity, "已建立 / Created")
    made["headers"]["Location"] = {"description": "位址 / Its path", "schema": {"type": "string"}}
    return {
        **_operation(entity, "create{one}", "建立{}", "Create: {}"),
        "parameters": [_KEY],
        "requestBody": _body(SHAPES[entity.name].create),
        "responses": {"201": made, **problems(*READ, *BODY, *WRITE)},
    }


def _read(entity: Entity) -> dict[str, Any]:
    return {
        **_operation(entity, "get{one}", "讀取{}", "Read: {}"),
        "responses": {
            "200": _record(entity, "目前內容 / As it is"),
            **_NOT_MODIFIED,
            **problems(*READ, *FOUND),
        },
    }


def _edit(entity: Entity) -> dict[str, Any]:
    return {
        **_operation(entity, "edit{one}", "更改{}", "Edit: {}"),
        "parameters": [_IF_MATCH, _KEY],
        "requestBody": _body(SHAPES[entity.name].edit),
        "responses": {
            "200": _record(entity, "更改後 / As it is now"),
            **problems(*READ, *FOUND, *BODY, *WRITE),
        },
    }


def _delete(entity: Entity) -> dict[str, Any]:
    return {
        **_operation(entity, "delete{one}", "刪除{}", "Delete: {}"),
        "parameters": [_IF_MATCH, _KEY],
        "responses": {
            "204": {"description": "已刪除 / Deleted"},
            **problems(*READ, *FOUND, *WRITE),
        },
    }


def _history(entity: Entity) -> dict[str, Any]:
    rows = {"type": "array", "items": reference(Revision)}
    answer = {"type": "object", "properties": {"data": rows}, "required": ["data"]}
    return {
        **_operation(entity, "get{one}History", "{}的歷史", "History: {}"),
        "responses": {
            "200": content(answer, "由新到舊 / Newest first"),
            **problems(*READ, *FOUND),
        },
    }


def _batch(entity: Entity) -> dict[str, Any]:
    # Whatever an item is, it is answered in its place.
    item = {"anyOf": [reference(BatchItem), {}]}
    asked = {
        "type": "object", "additionalProperties": False, "required": ["requests"],
        "properties": {"requests": {"type": "array", "items": item}},
    }  # fmt: skip
    result = {
        "oneOf": [
            {
                "type": "object", "required": ["data"],
                "properties": {"data": {"anyOf": [reference(SHAPES[entity.name].record),
                                                  {"type": "null"}]}},
            },
            {
                "type": "object", "required": ["error"],
                "properties": {"error": {"$ref": REF.format(name="ProblemDocument")}},
            },
        ]
    }  # fmt: skip
    answer = {
        "type": "object", "required": ["results"],
        "properties": {"results": {"type": "array", "items": result}},
    }  # fmt: skip
    return {
        **_operation(entity, "batch{many}", "批次：{}", "Batch: {}"),
        "parameters": [_KEY],
        "requestBody": {"required": True, "content": {JSON: {"schema": asked}}},
        "responses": {
            "200": content(answer, "依序 / In order, each on its own"),
            **problems(*READ, *BODY),
        },
    }
