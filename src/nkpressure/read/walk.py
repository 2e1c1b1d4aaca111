"""Walks folders, archives and tables of articles, and gives an entry for each article."""

import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath

from nkpressure.errors import NkpressureError, UnreadableDocumentError, WrongUseError
from nkpressure.model import Interval
from nkpressure.read.archive_limits import leads_out
from nkpressure.read.contents import Content, File, Member
from nkpressure.read.documents import short_id
from nkpressure.read.entry import Entry, Remark, Unread
from nkpressure.read.formats import Kind, kind_of, stem_of, why_not_read
from nkpressure.read.lists import LIST_NAME, Listed, ListRow, read_list
from nkpressure.read.places import Archive, Folder, Place, lies_within, opened, read_bytes
from nkpressure.read.row_files import read_rows
from nkpressure.read.seen_ids import SeenIds
from nkpressure.tables import Tables

Items = Iterator[Entry | Unread | Remark]

_NOT_ARTICLES = frozenset({"coders", "reports", "__MACOSX"})
_REPORT_MARK = ".nkpressure"
_COMPANIONS = ("_files", "_dateien", "_archivos", "_fichiers")  # of a page saved by a browser
_PAGE_ENDINGS = (".html", ".htm")


class Walk:
    """One walk over a corpus; it remembers the ids that it has given."""

    def __init__(
        self, published: Interval | None, columns: Mapping[str, str], tables: Tables
    ) -> None:
        self._published = published
        self._columns = columns
        self._tables = tables
        self._names = SeenIds()
        self._others: Counter[str] = Counter()  # files of other kinds, by ending

    def source(self, path: Path) -> Items:
        """Give what a folder or a file holds; raises WrongUseError where a folder holds nothing."""
        if not path.is_dir():
            if path.name == LIST_NAME:
                yield from self._list(read_bytes(path, str(path)), str(path), Folder(path.parent))
            else:
                yield from self._alone(File(path, path.name, self._published))
            return
        found = False
        for item in self._folder(path, path, ""):
            found = True
            yield item
        if not found:
            raise WrongUseError(
                f"{path}: this folder holds no documents; put articles or a {LIST_NAME} in it"
            )
        if self._others:
            shown = ", ".join(f"{n} {ending}" for ending, n in sorted(self._others.items()))
            yield Remark(path.name, f"passed over, since no articles are looked for there: {shown}")

    def _folder(self, folder: Path, root: Path, prefix: str) -> Items:
        if (folder / LIST_NAME).is_file():
            path = folder / LIST_NAME
            yield from self._list(read_bytes(path, str(path)), str(path), Folder(folder))
            return
        try:
            paths = sorted(folder.iterdir())
        except OSError as error:
            yield Unread(prefix or folder.name, f"the folder cannot be read ({error.strerror})")
            return
        names = {path.name for path in paths}
        for path in paths:
            if not path.name.startswith("."):
                yield from self._beside(path, names, root, prefix)

    def _beside(self, path: Path, names: set[str], root: Path, prefix: str) -> Items:
        name = f"{prefix}{path.name}"
        if path.is_symlink() and (path.is_dir() or not lies_within(path, root)):
            yield Unread(name, "this is a link that is not followed; put the file itself there")
        elif path.is_file():
            yield from self._content(File(path, name, self._published), name)
        elif path.is_dir() and _is_apart(path, names, at_top=not prefix):
            self._others[f"folder {path.name}"] += 1
        elif path.is_dir():
            yield from self._folder(path, root, f"{name}/")

    def _alone(self, file: File) -> Items:
        """Give what a file holds that was named itself; of an unknown kind, it is plain text."""
        match kind_of(file.name):
            case Kind.OTHER:
                yield self._named(file, file.name, file.name)
            case Kind.ARCHIVE:
                yield from self._archive(file.path, file.name, "")
            case _:
                yield from self._content(file, file.name)

    def _list(self, data: bytes, shown: str, place: Place) -> Items:
        yield from self._rows(read_list(data, shown), place, LIST_NAME)

    def _content(self, content: File | Member, base: str) -> Items:
        """Give what a file or a member holds; `base` is what its ids are made from."""
        name = content.name
        match kind_of(name):
            case Kind.ARTICLE:
                yield self._named(content, base, name)
            case Kind.ROWS:
                place = _place_of(content)
                rows = read_rows(content, stem_of(base), self._columns, self._tables)
                yield from self._rows(rows, place, name)
            case Kind.ARCHIVE if isinstance(content, File):
                yield from self._archive(content.path, name, f"{stem_of(base)}/")
            case Kind.ARCHIVE:
                yield Unread(name, "archives within archives are not read; unpack it first")
            case Kind.REFUSED:
                yield Unread(name, why_not_read(name))
            case Kind.OTHER:
                self._others[PurePosixPath(name).suffix.lower() or "without ending"] += 1

    def _archive(self, path: Path, name: str, prefix: str) -> Items:
        try:
            archive = opened(path, name)
        except NkpressureError as error:
            yield Unread.because(name, error)
            return
        named = [member for member in archive.infolist() if member.filename]
        if len(named) < len(archive.infolist()):
            yield Unread(name, "a file in it has no name and is passed over; pack it once more")
        members = [member for member in named if not member.is_dir()]
        listed = [m.filename for m in members if PurePosixPath(m.filename).name == LIST_NAME]
        if listed:
            yield from self._archive_list(path, name, min(listed, key=len))
            return
        for member in members:
            yield from self._member(path, name, member, prefix)

    def _archive_list(self, path: Path, name: str, list_name: str) -> Items:
        place = Archive(path, name, list_name.removesuffix(LIST_NAME))
        try:
            data = place.bytes_of(LIST_NAME, name)
            yield from self._list(data, f"{name}/{list_name}", place)
        except (UnreadableDocumentError, WrongUseError) as error:
            yield Unread.because(name, error)

    def _member(self, path: Path, name: str, info: zipfile.ZipInfo, prefix: str) -> Items:
        member = info.filename
        parts = PurePosixPath(member).parts
        if any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in parts):
            return
        shown = f"{name}/{member}"
        if leads_out(member):
            yield Unread(shown, "its name leads out of the archive; pack it once more")
            return
        content = Member(path, member, shown, self._published)
        yield from self._content(content, f"{prefix}{member}")

    def _rows(self, rows: Iterable[ListRow | str], place: Place, name: str) -> Items:
        try:
            for row in rows:
                yield Remark(name, row) if isinstance(row, str) else self._row(row, place)
        except UnreadableDocumentError as error:
            yield Unread.because(name, error)

    def _row(self, row: ListRow, place: Place) -> Entry | Unread:
        try:
            id = row.id
        except NkpressureError as error:
            return Unread.because(row.name, error)
        if id in self._names and not row.cells.get("id"):
            id = _told_apart(id, row.place)
        if id in self._names:
            return Unread(
                row.name,
                f"the id {id} is that of {self._names[id]} already; "
                "give each document an id of its own",
            )
        return self._entry(Listed(row, place), id, row.name)

    def _named(self, content: Content, base: str, name: str) -> Entry:
        """Return the entry of a file, whose id is made from its path; no two are alike."""
        id = short_id(stem_of(base))
        if id in self._names:
            id = short_id(base)
        if id in self._names:
            id = _told_apart(id, base)
        return self._entry(content, id, name)

    def _entry(self, content: Content, id: str, name: str) -> Entry:
        self._names[id] = name
        return Entry(name, id, content, self._published, self._tables)


def _told_apart(id: str, name: str) -> str:
    return f"{id}-{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def _place_of(content: File | Member) -> Place:
    """Return where the files lie that the rows of a table name: beside it."""
    if isinstance(content, File):
        return Folder(content.path.parent)
    folder = str(PurePosixPath(content.member).parent)
    return Archive(
        content.archive,
        content.name.removesuffix(f"/{content.member}"),
        "" if folder == "." else f"{folder}/",
    )


def _is_apart(folder: Path, beside: set[str], *, at_top: bool) -> bool:
    """Say whether a folder holds no articles: coders' files, a report, the parts of saved pages."""
    if (folder / _REPORT_MARK).exists() or (at_top and folder.name in _NOT_ARTICLES):
        return True
    for companion in _COMPANIONS:
        stem = folder.name.removesuffix(companion)
        if stem != folder.name and any(f"{stem}{ending}" in beside for ending in _PAGE_ENDINGS):
            return True
    return False
