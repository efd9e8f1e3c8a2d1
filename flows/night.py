"""A night: every source delivered, the table scored, the figures published. The order of the stages is written here, once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from shutil import rmtree
from typing import TYPE_CHECKING

from cities.city import City
from expectations.contract import contracts
from flows.deliver import Night, deliver
from flows.report import SourceReport, report_of
from flows.seam import Seam, plain
from flows.settings import Settings, SettingsError
from flows.warehouse import warehouse
from scoring.edition import Edition, load_edition
from scoring.score import Scored, asked_for, score
from warehouse.landing import sweep
from warehouse.ledger import Ledger, Publication, Run
from warehouse.lock import writer

if TYPE_CHECKING:
    from portal.release import Release

PUBLISHED, WITH_GAPS, STOPPED = 0, 10, 20


def run_night(
    city: City,
    night: date,
    settings: Settings,
    *,
    gate: bool = True,
    portal_url: str | None = None,
    say: Callable[[str], None] = lambda line: None,
    seam: Seam = plain,
) -> dict:
    """Run a night and return what `credit night --json` prints. Raises warehouse.lock.Locked when another one runs."""
    with opened_night(city, night, settings, gate, say, seam) as here:
        reports = [deliver(here, source, i) for i, source in enumerate(city.sources)]
        here.con.execute("checkpoint")
        return score_and_publish(here, reports, portal_url)


def republish(
    city: City,
    night: date,
    settings: Settings,
    *,
    portal_url: str | None = None,
    say: Callable[[str], None] = lambda line: None,
    seam: Seam = plain,
) -> dict:
    """Score and publish a night once more from what is in the warehouse; the same figures give the same release."""
    with opened_night(city, night, settings, False, say, seam) as here:
        reports = [report for source in city.sources if (report := report_of(here.ledger, source, night))]
        return score_and_publish(here, reports, portal_url)


def ingest(
    city: City,
    source_id: str,
    night: date,
    settings: Settings,
    *,
    gate: bool = True,
    say: Callable[[str], None] = lambda line: None,
    seam: Seam = plain,
) -> SourceReport:
    """Fetch, check and load one source of a night; nothing is scored or published."""
    source = city.source(source_id)
    with opened_night(city, night, settings, gate, say, seam) as here:
        return deliver(here, source, city.sources.index(source))


@contextmanager
def opened_night(
    city: City, night: date, settings: Settings, gate: bool, say: Callable[[str], None], seam: Seam
) -> Iterator[Night]:
    """What a night works with, held by one writer; the ledger says that the run began."""
    home = settings.home.make()
    with writer(home.lock), closing(Ledger(home.ledger_url)) as ledger, warehouse(home) as con:
        run, key = run_name(city, night), settings.key()
        done = {run.night for run in ledger.runs() if run.exit is not None}
        last = max(done, default=night)
        if night < last and night not in done:
            raise SettingsError(f"the last night here was {last}; nights run in order, and {night} is over")
        ledger.record_run(Run(run, str(city.folder), night))
        sweep(home.landing)
        for left in home.stage.iterdir():  # by a run that was killed
            rmtree(left)
        yield Night(city, night, home, key, settings.environment, con, ledger, run, settings.limits(), gate, say, seam)


def score_and_publish(here: Night, reports: list[SourceReport], portal_url: str | None) -> dict:
    """The night's figures from what the warehouse now holds."""
    here.say("measure and score")
    edition = load_edition(here.city.edition)
    days = asked_for(edition, here.date, parameters=here.city.parameters)
    scored = score(here.con, contracts(), here.city, edition, days)
    result = outcome(here, reports, scored)
    here.say("publish")
    result |= here.seam("publish", here.run, lambda: published(here, edition, reports, scored, portal_url))
    here.ledger.record_run(Run(here.run, str(here.city.folder), here.date, result["exit"], digest(result)))
    return result


def run_name(city: City, night: date) -> str:
    """The run's id: city and night; the same night again is the same run."""
    return f"{city.code}-{night}"


def digest(result: Mapping) -> str:
    """sha256 of a result, the path of the release aside."""
    plain = {key: value for key, value in result.items() if key != "release"}
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def has_gaps(reports: list[SourceReport]) -> bool:
    """Whether a source failed or is stale, or rows were quarantined."""
    return any(
        report.state in ("failed", "stale") or any(entry["receipt"]["quarantined"] for entry in report.files)
        for report in reports
    )


def outcome(night: Night, reports: list[SourceReport], scored: Scored) -> dict:
    """The night's result before publication."""
    return {
        "run": night.run,
        "date": night.date.isoformat(),
        "exit": WITH_GAPS if has_gaps(reports) else PUBLISHED,
        "sources": [report.as_json() for report in reports],
        "measures": {name: dict(counts) for name, counts in scored.counts.items()},
        **scored.result,
    }


def published(
    night: Night, edition: Edition, reports: list[SourceReport], scored: Scored, portal_url: str | None
) -> dict:
    """Publish the night's figures; where publication is stopped the last good release stands (exit 20).

    The portal's database comes after the switch: when it cannot be reached the release is out, the run says so, and
    running the night again brings the figures there.
    """
    from flows.publish import publication_of
    from portal.database import DatabaseError
    from portal.database import publish as publish_figures
    from portal.publication import PublicationStopped
    from portal.release import publish

    try:
        publication = publication_of(night, edition, reports, scored)
        release: Release = publish(publication, night.home.root)
        place = release.path.relative_to(night.home.root).as_posix()
        night.ledger.record_publication(Publication(release.id, night.date, place, release.index_sha256))
        if portal_url:
            publish_figures(publication, portal_url, release.id)
    except (PublicationStopped, DatabaseError) as stopped:
        night.say(str(stopped))
        return {"exit": STOPPED, "release": None, "stopped": str(stopped)}
    return {"release": str(release.path.resolve())}
