"""The bundles: their addresses, when they are made anew, and what no page may hold."""

import json
import re
from pathlib import Path

import pytest

from webapp import assets

TEMPLATES = Path(assets.HERE / "templates")
STYLES = assets.SOURCES / "src" / "styles"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A front end of one file, as the digest sees it."""
    folder = tmp_path / "frontend"
    (folder / "src").mkdir(parents=True)
    for name in ("package-lock.json", "build.mjs", "src/app.js"):
        (folder / name).write_text("first", encoding="utf-8")
    return folder


@pytest.fixture
def build(tmp_path: Path, sources: Path) -> Path:
    """Its bundles, made from the sources as they stand."""
    folder = tmp_path / "build"
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps({"app.js": "app-1.js"}), encoding="utf-8")
    (folder / ".stamp").write_text(assets.digest(sources, assets.source_files(sources)), encoding="utf-8")
    return folder


def every_template() -> list[Path]:
    return sorted(TEMPLATES.rglob("*.html"))


def test_bundles_made_from_these_sources_are_not_made_again(sources: Path, build: Path) -> None:
    assert assets.is_fresh(sources, build)
    assert assets.build_if_needed(sources, build) is False


@pytest.mark.parametrize("name", ["package-lock.json", "build.mjs", "src/app.js", "src/new.js"])
def test_any_change_of_a_source_asks_for_new_bundles(sources: Path, build: Path, name: str) -> None:
    (sources / name).write_text("second", encoding="utf-8")

    assert not assets.is_fresh(sources, build)


def test_bundles_shipped_without_their_sources_are_taken_as_they_are(tmp_path: Path, build: Path) -> None:
    assert assets.is_fresh(tmp_path / "no sources", build)


def test_bundles_that_are_missing_say_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(assets.NotBuilt, match=r"python -m webapp\.assets"):
        assets.manifest(tmp_path / "nowhere")


def test_a_plain_name_becomes_an_address_with_a_hash() -> None:
    assets.build_if_needed()

    assert re.fullmatch(r"/static/build/theme-[A-Z0-9]{8}\.css", assets.asset("theme.css"))
    assert (assets.BUILD / Path(assets.asset("icons.svg")).name).exists()


def test_a_name_that_is_not_bundled_is_refused_with_those_that_are() -> None:
    assets.build_if_needed()

    with pytest.raises(assets.NotBuilt, match=r"nothing\.js is not among the bundles .*app\.js"):
        assets.asset("nothing.js")


def test_a_bundle_has_its_compressed_copies_beside_it() -> None:
    assets.build_if_needed()

    theme = Path(assets.asset("theme.css")).name

    assert {f"{theme}.gz", f"{theme}.br"} <= {file.name for file in assets.BUILD.iterdir()}


def test_what_is_bundled_lists_its_licences() -> None:
    assets.build_if_needed()

    licences = json.loads((assets.BUILD / "licenses.json").read_text(encoding="utf-8"))

    assert {"bootstrap", "bootstrap-icons", "bpmn-js", "htmx.org", "@fontsource/sarabun"} <= licences.keys()
    assert all(each["license"] for each in licences.values())


def test_every_style_variable_that_a_bundle_uses_is_defined() -> None:
    assets.build_if_needed()

    css = "".join(
        (assets.BUILD / file).read_text() for file in assets.manifest().values() if file.endswith(".css")
    )
    used = set(re.findall(r"var\((--[\w-]+)\)", css))

    # Bootstrap leaves these to whoever uses the component.
    left_open = {name for name in used if name.startswith("--bs-")}
    left_open.add("--scope-color")  # set by the token simulation, a colour for each token
    assert used - left_open <= set(re.findall(r"(--[\w-]+):", css))


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    listed = set((assets.SOURCES / "src" / "icons.txt").read_text(encoding="utf-8").split())

    for template in every_template():
        named = set(re.findall(r"""icon\(["']([a-z0-9-]+)["']\)""", template.read_text(encoding="utf-8")))
        assert named <= listed, f"{template.name} names {named - listed}"


def test_no_template_holds_what_the_page_policy_blocks() -> None:
    signs = r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\s(?:src=|type=.application/json))"
    blocked = re.compile(signs, re.IGNORECASE)  # a block of data is no script

    for template in every_template():
        assert not blocked.search(template.read_text(encoding="utf-8")), template.name


def test_the_lock_file_names_no_address_to_install_from() -> None:
    assert "resolved" not in (assets.SOURCES / "package-lock.json").read_text(encoding="utf-8")
