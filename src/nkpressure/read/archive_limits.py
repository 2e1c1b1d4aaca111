"""How much may come out of an archive: nobody's articles unpack to a thousand times their size."""

import zipfile
from pathlib import PurePosixPath

from nkpressure.errors import UnreadableDocumentError

LARGEST_MEMBER = 256 * 2**20  # bytes
_LARGEST_WHOLE = 8 * 2**30
_MOST_MEMBERS = 1_000_000
_HIGHEST_RATIO = 200  # text that repeats itself hardly comes to 50
_SMALL = 10 * 2**20  # bytes below which the ratio does no harm


def check_members(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse an archive that would unpack to more than can be.

    Raises UnreadableDocumentError for an archive that is a bomb.
    """
    members = archive.infolist()
    whole = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > _MOST_MEMBERS or whole > _LARGEST_WHOLE or is_bomb(whole, packed):
        raise UnreadableDocumentError(
            f"{name}: this archive would unpack to {whole // 2**20} MB in {len(members)} files; "
            "no articles come to that, so it is left alone"
        )


def is_bomb(unpacked: int, packed: int) -> bool:
    """Say whether something is packed so tightly that it can hold no articles.

    >>> is_bomb(10**9, 10**6), is_bomb(10**7, 10**6)
    (True, False)
    """
    return unpacked > _SMALL and unpacked > _HIGHEST_RATIO * max(packed, 1)


def leads_out(member: str) -> bool:
    r"""Say whether the name of a member leads out of the folder that it is unpacked in.

    >>> [leads_out(name) for name in ("a/b.txt", "../b.txt", "/etc/b.txt", "C:\\b.txt")]
    [False, True, True, True]
    """
    path = PurePosixPath(member.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in member.split("/")[0]


def read_member(archive: zipfile.ZipFile, member: str, name: str) -> bytes:
    """Read a member of an archive, and no more of it than may be.

    Raises UnreadableDocumentError for one that is locked, broken or too large.
    """
    try:
        info = archive.getinfo(member)
        if info.flag_bits & 1:
            raise UnreadableDocumentError(f"{name}: it is locked; pack it without a password")
        with archive.open(info) as file:
            data = file.read(LARGEST_MEMBER + 1)
    except UnreadableDocumentError:
        raise
    except Exception:  # a broken archive raises whatever its broken place is read with
        raise UnreadableDocumentError(
            f"{name}: it cannot be unpacked; the archive is broken, so pack it once more"
        ) from None
    if len(data) > LARGEST_MEMBER or is_bomb(len(data), info.compress_size):
        raise UnreadableDocumentError(
            f"{name}: it unpacks to more than an article can be; it is left alone"
        )
    return data
