// Which recolint to start. Knows no VS Code, so that it can be run by node alone.
import { existsSync } from "node:fs";
import * as path from "node:path";

/** The command that starts recolint in one of `folders`: the setting, an environment of the workspace, the path. */
export function command(setting: string[], folders: string[], windows = process.platform === "win32"): string[] {
  if (setting.length > 0) {
    return setting;
  }
  const inside = windows ? ["Scripts", "recolint.exe"] : ["bin", "recolint"];
  for (const folder of folders) {
    for (const environment of [".venv", "venv"]) {
      const found = path.join(folder, environment, ...inside);
      if (existsSync(found)) {
        return [found];
      }
    }
  }
  return ["recolint"];
}

/** The Python of an environment in one of `folders`, to install recolint into; `undefined` where there is none. */
export function python(folders: string[], windows = process.platform === "win32"): string | undefined {
  const inside = windows ? ["Scripts", "python.exe"] : ["bin", "python"];
  for (const folder of folders) {
    for (const environment of [".venv", "venv"]) {
      const found = path.join(folder, environment, ...inside);
      if (existsSync(found)) {
        return found;
      }
    }
  }
  return undefined;
}
