"""Web pages about similar files: an overview and one page for each pair, as the other pages are."""

from __future__ import annotations

from collections.abc import Iterator

from graders.reports.html import page_template, shared_values
from graders.reports.messages import catalog
from graders.reports.similar_code_view import file_views, passage_views
from graders.reports.similarity_view import (
    INDEX_PAGE,
    SimilarityReport,
    apart_views,
    cluster_views,
    cut_said,
    pair_page,
    percent_text,
    shares_said,
)


def render_similarity_page(report: SimilarityReport) -> str:
    """Return the overview of all clusters as a whole HTML document."""
    language = report.language
    return page_template("similarity.html.j2").render(
        **shared_values(language),
        assignment_title=report.assignment.title.get(str(language)) or report.assignment.id,
        findings=report.findings,
        threshold=percent_text(report.findings.threshold, language),
        generated_at=catalog.date_text(report.generated_at, language),
        clusters=cluster_views(report),
        cut=cut_said(report.findings, language),
        apart=apart_views(report),
    )


def render_pair_pages(report: SimilarityReport) -> Iterator[tuple[str, str]]:
    """Yield file name and HTML document of each pair's page, most alike first in each cluster."""
    language = report.language
    template = page_template("similar_pair.html.j2")
    rows = [row for cluster in cluster_views(report) for row in cluster.rows]
    for index, (row, pair) in enumerate(zip(rows, report.findings.pairs, strict=True)):
        yield (
            row.link,
            template.render(
                **shared_values(language),
                assignment_title=report.assignment.title.get(str(language)) or report.assignment.id,
                row=row,
                shares=shares_said(pair, language),
                passages=passage_views(pair, language),
                num_passages=len(pair.passages),
                files=file_views(pair, language),
                index_page=INDEX_PAGE,
                before=pair_page(index - 1) if index else "",
                after=pair_page(index + 1) if index + 1 < len(rows) else "",
            ),
        )
