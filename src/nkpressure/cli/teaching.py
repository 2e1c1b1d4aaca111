"""The commands for teaching: release exercises, grade what was handed in, report on the class."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from nkpressure.cli.options import Commands
from nkpressure.cli.outcome import DONE, complain


def add_teach_commands(commands: "Commands[ArgumentParser]") -> None:
    """Add teach, with its own commands, to the command line."""
    teach = commands.add_parser(
        "teach",
        help="exercises: release them, grade a class, report on it",
        description="Exercises for a class: copies for students, grades with reasons, a report.",
        allow_abbrev=False,
    )
    own = teach.add_subparsers(dest="teach_command", metavar="WHAT", required=True)
    _add_release(own)
    _add_check(own)
    _add_summary(own)


def _add_release(commands: "Commands[ArgumentParser]") -> None:
    command = commands.add_parser(
        "release",
        help="write the copies for students",
        description="Write notebooks, texts and instructions for students: without solutions, "
        "hidden tests, or the keys of graded questions.",
        allow_abbrev=False,
    )
    command.add_argument(
        "folder", metavar="FOLDER", type=Path, help="a folder that is new or empty"
    )
    command.add_argument(
        "--with-answers",
        action="store_true",
        help="write the instructor's version instead: a course for nbgrader, with the answers",
    )
    _add_exercises(command)
    _add_keys(command)
    command.set_defaults(carry_out=release)


def _add_check(commands: "Commands[ArgumentParser]") -> None:
    command = commands.add_parser(
        "check",
        help="grade a folder of submissions",
        description="Run each notebook in a process of its own and score its answers. This is no "
        "sandbox: a submission's code runs with your rights.",
        allow_abbrev=False,
    )
    command.add_argument(
        "submissions", metavar="SUBMISSIONS", type=Path, help="it has a folder for each student"
    )
    command.add_argument(
        "--to", metavar="FOLDER", type=Path, required=True, help="the folder of grades and feedback"
    )
    command.add_argument(
        "--seconds", metavar="N", type=float, default=60.0, help="for a notebook (default: 60)"
    )
    _add_exercises(command)
    _add_keys(command)
    command.set_defaults(carry_out=check)


def _add_summary(commands: "Commands[ArgumentParser]") -> None:
    command = commands.add_parser(
        "summary",
        help="report on a class that was graded",
        description="Write class.html and its tables beside the grades: what was hard, where the "
        "halves of the class differ, which errors were common.",
        allow_abbrev=False,
    )
    command.add_argument(
        "folder", metavar="FOLDER", type=Path, help="the folder that teach check has written"
    )
    command.add_argument(
        "--anonymous", action="store_true", help="numbers in the place of the students' names"
    )
    command.set_defaults(carry_out=summary)


def _add_exercises(command: ArgumentParser) -> None:
    command.add_argument(
        "--exercises", metavar="FOLDER", type=Path, help="your own exercises, not the package's"
    )


def _add_keys(command: ArgumentParser) -> None:
    command.add_argument(
        "--keys", metavar="FOLDER", type=Path, help="where the keys of graded questions lie"
    )


def release(arguments: Namespace) -> int:
    """Write student copies, or the course with answers."""
    from nkpressure.teach.releases import release_course, release_exercises

    if arguments.with_answers:
        folder = release_course(arguments.folder, arguments.exercises, arguments.keys)
    else:
        folder = release_exercises(arguments.folder, arguments.exercises)
    sys.stdout.write(f"{folder}\n")
    return DONE


def check(arguments: Namespace) -> int:
    """Grade submissions; the exit code is 1 where one could not be graded as it should."""
    from nkpressure.teach.grade_files import TOTALS, make_ready, write_grading
    from nkpressure.teach.grading import grade_submissions, refuse_no_time

    refuse_no_time(arguments.seconds)
    make_ready(arguments.to)
    grading = grade_submissions(
        arguments.submissions,
        arguments.exercises,
        arguments.keys,
        seconds=arguments.seconds,
        progress=sys.stderr.isatty(),
    )
    write_grading(grading, arguments.to)
    code = complain(grading.problems)
    sys.stdout.write(f"{arguments.to / TOTALS}\n")
    return code


def summary(arguments: Namespace) -> int:
    """Report on a class."""
    from nkpressure.teach.class_report import write_class_report

    page = write_class_report(arguments.folder, anonymous=arguments.anonymous)
    sys.stdout.write(f"{page}\n")
    return DONE
