"""The Model Context Protocol over standard input and output. The only module that knows the library ``mcp``."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import anyio
import mcp_types as types
from mcp import MCPError
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

import recolint
from recolint.base.text import visible
from recolint.cli.mcp.tools import TOOLS, Answer, call

_INSTRUCTIONS = """\
recolint checks job specs of AWS SageMaker Inference Recommender. Write a spec, call check and read the findings. Call
fix or change the spec, and check again until nothing is found. Call plan before a submit. Ask the user before any
submit: no tool here submits."""


def serve(roots: Sequence[Path], today: date) -> None:
    """Answer until the client closes the input. Without ``roots``, those that the client grants, else the folder."""
    anyio.run(_serve, tuple(roots), today)


async def _serve(roots: tuple[Path, ...], today: date) -> None:
    one_at_a_time = anyio.CapacityLimiter(1)

    async def list_tools(_: Any, __: Any) -> types.ListToolsResult:
        read_only = types.ToolAnnotations(read_only_hint=True, destructive_hint=False, open_world_hint=False)
        return types.ListToolsResult(
            tools=[
                types.Tool(
                    name=tool.name, description=tool.description, input_schema=tool.schema, annotations=read_only
                )
                for tool in TOOLS.values()
            ]
        )

    async def call_tool(context: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        try:
            granted = roots or await _granted(context)
        except MCPError as error:
            return _answer(Answer(f"the client does not list its roots: {visible(str(error))}", is_error=True))
        arguments = params.arguments or {}

        def answered() -> Any:
            return call(params.name, arguments, granted, today)

        return _answer(await anyio.to_thread.run_sync(answered, limiter=one_at_a_time))

    server: Server[Any] = Server(
        "recolint",
        version=recolint.__version__,
        instructions=_INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


def _answer(answer: Answer) -> types.CallToolResult:
    text = types.TextContent(type="text", text=answer.text)
    return types.CallToolResult(content=[text], structured_content=answer.data, is_error=answer.is_error)


async def _granted(context: Any) -> tuple[Path, ...]:
    """The directories that the client grants, possibly zero; the current one if the client does not support roots."""
    capabilities = getattr(context.session.client_params, "capabilities", None)
    if getattr(capabilities, "roots", None) is None:
        return (Path.cwd(),)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the protocol of 2026 has no roots; older clients do
        answer = await context.session.list_roots()
    found = [urlsplit(str(root.uri)) for root in answer.roots]
    # A directory of another machine is not the one with its path on this machine.
    ours = [url for url in found if url.scheme == "file" and url.netloc in {"", "localhost"}]
    return tuple(Path(url2pathname(url.path)) for url in ours)
