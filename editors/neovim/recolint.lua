-- Starts `recolint server` for YAML, JSON and TOML files. Neovim 0.7 or later: copy it into a directory `plugin` of the
-- runtime path, such as ~/.config/nvim/plugin.

local clients = {}

local function root(path)
  local directory = vim.fn.fnamemodify(path, ":p:h")
  while true do
    for _, name in ipairs({ "recolint.toml", ".git" }) do
      if vim.loop.fs_stat(directory .. "/" .. name) then
        return directory
      end
    end
    local above = vim.fn.fnamemodify(directory, ":h")
    if above == directory then
      return vim.fn.fnamemodify(path, ":p:h")
    end
    directory = above
  end
end

vim.api.nvim_create_autocmd("FileType", {
  pattern = { "yaml", "json", "toml" },
  callback = function(event)
    local directory = root(vim.api.nvim_buf_get_name(event.buf))
    if not clients[directory] then
      clients[directory] = vim.lsp.start_client({
        name = "recolint",
        cmd = vim.g.recolint_command or { "recolint", "server" },
        root_dir = directory,
        on_exit = function()
          clients[directory] = nil
        end,
      })
    end
    if clients[directory] then
      vim.lsp.buf_attach_client(event.buf, clients[directory])
    end
  end,
})
