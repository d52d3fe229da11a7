import * as vscode from "vscode";
import { LanguageClient, LanguageClientOptions, ServerOptions } from "vscode-languageclient/node";
import { command, python } from "./command";

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("recolint.restart", restart),
    vscode.commands.registerCommand("recolint.install", install),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration("recolint.command")) {
        await restart();
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function start(): Promise<void> {
  const [program, ...args] = command(setting(), folders());
  const server: ServerOptions = { command: program, args: [...args, "server", "--stdio"] };
  const options: LanguageClientOptions = {
    documentSelector: [
      ...["yaml", "json", "jsonc", "python"].map((language) => ({ scheme: "file", language })),
      ...["yaml", "json"].map((language) => ({ scheme: "untitled", language })),
      { scheme: "file", pattern: "**/*.toml" },
    ],
  };
  client = new LanguageClient("recolint", "recolint", server, options);
  try {
    await client.start();
  } catch {
    client = undefined;
    const choice = await vscode.window.showWarningMessage(
      `recolint could not be started (${program}). Install it, or set recolint.command.`,
      "Install",
    );
    if (choice === "Install") {
      await install();
    }
  }
}

async function restart(): Promise<void> {
  await client?.stop();
  client = undefined;
  await start();
}

async function install(): Promise<void> {
  const found = python(folders());
  if (found === undefined) {
    await vscode.window.showWarningMessage("The workspace has no .venv to install recolint into. Create one first.");
    return;
  }
  const execution = new vscode.ProcessExecution(found, ["-m", "pip", "install", "recolint[lsp]"]);
  const task = new vscode.Task({ type: "recolint" }, vscode.TaskScope.Workspace, "install recolint", "recolint", execution);
  const running = await vscode.tasks.executeTask(task);
  const ended = vscode.tasks.onDidEndTaskProcess(async (event) => {
    if (event.execution === running) {
      ended.dispose();
      if (event.exitCode === 0) {
        await restart();
      }
    }
  });
}

function setting(): string[] {
  return vscode.workspace.getConfiguration("recolint").get<string[]>("command", []);
}

function folders(): string[] {
  return (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath);
}
