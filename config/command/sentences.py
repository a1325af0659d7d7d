"""What the command line says when something stands in the way: one sentence, never a traceback."""

from sqlalchemy.exc import (
    ArgumentError,
    InterfaceError,
    NoSuchModuleError,
    OperationalError,
    ProgrammingError,
)

from processes.terms import Reason, Refused

REFUSALS = {
    Reason.ROUND_ALREADY_OPEN: "The round has been opened before.",
    Reason.ROUND_HAS_NO_DIAGRAM: "There is no edition yet of every diagram: publish {diagrams} first.",
    Reason.HOUR_NOT_STRUCK: "The hour has not struck.",
    Reason.NOT_YOUR_ROLE: "Only an administrator of the department may do this.",
    Reason.NO_REASON_GIVEN: "Say for which reason.",
    Reason.DRAFT_UNCHANGED: "This very diagram is in force already.",
    Reason.DRAFT_NOT_APPROVED: "Another administrator than the one who publishes must approve the diagram.",
    Reason.STALE_PAGE: "Somebody else changed the same rows at the same moment; try again.",
}

_ADDRESS = "LEC_DATABASE_URL is not the address of a database that this program can use."


def sentence(error: Exception) -> str | None:
    """The sentence for what an installation or a letter may bring about; None for a fault of the program."""
    match error:
        case Refused():
            return _refusal(error)
        case ArgumentError() | NoSuchModuleError():
            return _ADDRESS
        case OperationalError() | InterfaceError():
            return f"The database cannot be used: {_first_line(error.orig)}."
        case ProgrammingError() if "does not exist" in str(error.orig):
            return "The database has not been made ready. Run: lec db upgrade"
        case OSError() if error.strerror and not isinstance(error, BrokenPipeError):
            place = f"{error.filename}: " if error.filename else ""
            return f"{place}{error.strerror}."
    return None  # a broken pipe among them: whoever read the output has gone, and click ends quietly


def _refusal(refused: Refused) -> str:
    words = REFUSALS.get(refused.reason)
    if words is None:
        return f"Refused: {refused.reason.replace('_', ' ')}."
    plain = {
        name: ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else value
        for name, value in refused.details.items()
    }
    return words.format(**plain)


def _first_line(cause: BaseException | None) -> str:
    return str(cause).strip().partition("\n")[0].rstrip(".")
