"""Fetch the few files of others that the pages use, so that no page asks anything of another host and no Node runs.

    python tools/vendor_assets.py           fetch with ``npm pack`` (by package name and version) and write the files
    python tools/vendor_assets.py --check   exit 1 when a file differs from the fingerprint in VENDORED.md

The result is committed. To take a newer version: change it here, run, look at the pages, commit.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "src" / "wegwijs" / "components" / "static" / "wegwijs" / "vendor"
TESTS = ROOT / "tests" / "vendor"
RECORD = VENDOR / "VENDORED.md"
WEIGHTS = (400, 700)


@dataclass(frozen=True)
class Package:
    """One npm package: what is taken from it and under which licence it comes."""

    name: str
    version: str
    licence: str
    files: tuple[tuple[str, Path], ...]
    family: str = ""
    subsets: tuple[str, ...] = ()


def _font(slug: str, version: str, family: str, *subsets: str) -> Package:
    wanted = [f"{slug}-{subset}-{weight}-normal.woff2" for subset in subsets for weight in WEIGHTS]
    files = (*((f"files/{name}", VENDOR / name) for name in wanted), ("LICENSE", VENDOR / f"{slug}.LICENSE.txt"))
    return Package(f"@fontsource/{slug}", version, "OFL-1.1", files, family, subsets)


# The fonts for Arabic and Ethiopic script carry that script only: Latin always comes from the first family.
PACKAGES = (
    Package(
        "htmx.org",
        "2.0.11",
        "0BSD",
        (("dist/htmx.min.js", VENDOR / "htmx.min.js"), ("LICENSE", VENDOR / "htmx.LICENSE.txt")),
    ),
    _font("atkinson-hyperlegible-next", "5.3.0", "Atkinson Hyperlegible Next", "latin", "latin-ext"),
    _font("noto-naskh-arabic", "5.3.0", "Noto Naskh Arabic", "arabic"),
    _font("noto-sans-ethiopic", "5.3.0", "Noto Sans Ethiopic", "ethiopic"),
    Package(
        "axe-core",
        "4.14.1",
        "MPL-2.0",
        (("axe.min.js", TESTS / "axe.min.js"), ("LICENSE", TESTS / "axe.LICENSE.txt")),
    ),
)


def _unpack(package: Package, into: Path) -> Path:
    packed = subprocess.run(
        ["npm", "pack", "--silent", f"{package.name}@{package.version}"],
        cwd=into,
        check=True,
        capture_output=True,
        text=True,
    )
    with tarfile.open(into / packed.stdout.strip().splitlines()[-1]) as archive:
        archive.extractall(into, filter="data")
    return into / "package"


def _font_faces(package: Package, unpacked: Path) -> str:
    """The @font-face rules of the chosen subsets and weights, with the unicode ranges the package states."""
    rules = []
    for weight in WEIGHTS:
        sheet = (unpacked / f"{weight}.css").read_text(encoding="utf-8")
        for subset in package.subsets:
            name = f"{package.name.removeprefix('@fontsource/')}-{subset}-{weight}-normal.woff2"
            block = next(part for part in sheet.split("@font-face")[1:] if f"/{name}" in part)
            found = re.search(r"unicode-range: ([^;]+);", block)
            assert found, f"{name} states no unicode-range"
            rules.append(
                f'@font-face {{ font-family: "{package.family}"; font-weight: {weight}; font-display: swap;\n'
                f'  src: url("{name}") format("woff2");\n  unicode-range: {found[1]}; }}\n'
            )
    return "".join(rules)


def _fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def record() -> str:
    """The text of VENDORED.md for the files as they are now."""
    lines = [
        "# Files of others\n",
        "Fetched by `tools/vendor_assets.py`; do not edit. `fonts.css` is made by that tool from the same packages.\n",
        "| package | version | licence | file | sha256 |",
        "| --- | --- | --- | --- | --- |",
    ]
    for package in PACKAGES:
        for _source, target in package.files:
            place = target.relative_to(ROOT).as_posix()
            row = f"| {package.name} | {package.version} | {package.licence} | `{place}` | `{_fingerprint(target)}` |"
            lines.append(row)
    return "\n".join(lines) + "\n"


def fetch() -> None:
    """Write every vendored file, the font rules and the record."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    TESTS.mkdir(parents=True, exist_ok=True)
    faces = ["/* Made by tools/vendor_assets.py. */\n"]
    for package in PACKAGES:
        with tempfile.TemporaryDirectory() as scratch:
            unpacked = _unpack(package, Path(scratch))
            for source, target in package.files:
                target.write_bytes((unpacked / source).read_bytes())
            if package.family:
                faces.append(_font_faces(package, unpacked))
    (VENDOR / "fonts.css").write_text("".join(faces), encoding="utf-8")
    RECORD.write_text(record(), encoding="utf-8")


def main() -> int:
    """Fetch, or compare with what was fetched."""
    if "--check" not in sys.argv:
        fetch()
        return 0
    same = RECORD.exists() and RECORD.read_text(encoding="utf-8") == record()
    if not same:
        print("a vendored file differs from VENDORED.md; run tools/vendor_assets.py")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
