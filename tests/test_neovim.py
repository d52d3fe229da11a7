"""Neovim's own client and the file for it in ``editors/neovim``, with a real ``recolint server``."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent

SPEC = """\
JobName: churn
JobTyp: Default
RoleArn: arn:aws:iam::111122223333:role/recommender
InputConfig:
  ModelPackageVersionArn: arn:aws:sagemaker:eu-central-1:111122223333:model-package/churn/3
"""

TALK = """
vim.g.recolint_command = { vim.env.PYTHON, "-m", "recolint", "server" }
vim.cmd("luafile " .. vim.env.PLUGIN)
vim.cmd("filetype on")
vim.cmd("edit job.yaml")

local told = {}
local function shown()
  return vim.tbl_map(function(one) return { one.code or "", one.lnum, one.col } end, vim.diagnostic.get(0))
end
local function ask(method, line, character, more)
  local at = { line = line, character = character }
  local asked = vim.tbl_extend("force", { textDocument = { uri = vim.uri_from_bufnr(0) }, position = at }, more or {})
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, asked, 60000) or {}) do
    return answer.result
  end
end

vim.wait(60000, function() return #vim.diagnostic.get(0) > 0 end)
told.found = shown()
told.hover = ask("textDocument/hover", 3, 4).contents.value
local line = { start = { line = 1, character = 0 }, ["end"] = { line = 1, character = 0 } }
local actions = ask("textDocument/codeAction", 1, 0, { range = line, context = { diagnostics = {} } })
told.actions = vim.tbl_map(function(one) return one.title end, actions)
vim.lsp.util.apply_workspace_edit(actions[1].edit, "utf-16")
vim.wait(60000, function() return #vim.diagnostic.get(0) == 0 end)
told.left = shown()
vim.api.nvim_buf_set_lines(0, -1, -1, false, { "JobDesc" })
local offered = ask("textDocument/completion", 5, 7)
told.offered = vim.tbl_map(function(one) return one.label end, offered.items or offered)
vim.api.nvim_buf_set_lines(0, -2, -1, false, {})
told.text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\\n")
vim.fn.writefile({ vim.fn.json_encode(told) }, "told.json")
vim.cmd("qall!")
"""


@pytest.fixture
def told(tmp_path: Path) -> dict[str, Any]:
    """What Neovim shows of a spec, and the text after the first quick fix."""
    nvim = shutil.which("nvim")
    if nvim is None:
        pytest.skip("Neovim is not installed")
    (tmp_path / "job.yaml").write_text(SPEC)
    (tmp_path / "talk.lua").write_text(TALK)
    environment = {
        "PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHON": sys.executable,
        "PLUGIN": str(ROOT / "editors/neovim/recolint.lua"),
    }  # fmt: skip
    argv = [nvim, "--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", "luafile talk.lua"]
    done = subprocess.run(argv, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert (tmp_path / "told.json").exists(), done.stderr
    found: dict[str, Any] = json.loads((tmp_path / "told.json").read_text())
    return found


@pytest.mark.slow
def test_neovim_shows_findings_and_takes_fixes_hovers_and_completions(told: dict[str, Any]) -> None:
    assert told["found"] == [["RL101", 1, 0]]
    assert "structure" in told["hover"]
    assert told["actions"][0] == "Rename JobTyp to JobType"
    assert told["text"] == SPEC.replace("JobTyp:", "JobType:").rstrip("\n")
    assert told["left"] == []
    assert "JobDescription" in told["offered"]
