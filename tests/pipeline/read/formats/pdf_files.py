"""PDF files made in a test with reportlab: Chinese text at given places, rules, pictures, passwords."""

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
WIDTH, HEIGHT = A4
LEFT, TOP, LEADING, SIZE = 90.0, 760.0, 24.0, 16.0
CHARACTERS = 26
"""On a line of the text area."""

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def pdf(pages: Iterable[Callable[[Canvas], None]], **settings: object) -> bytes:
    """A PDF whose pages are drawn by these functions; settings go to the canvas (encrypt, title)."""
    title = settings.pop("title", None)
    made = BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=1, **settings)
    if title:
        canvas.setTitle(str(title))
    for draw in pages:
        canvas.setFont(FONT, SIZE)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def lines_of(paragraphs: Sequence[str], characters: int = CHARACTERS) -> list[str]:
    """The paragraphs as lines of so many characters, the first of each indented by two."""
    lines: list[str] = []
    for paragraph in paragraphs:
        text = "\u3000\u3000" + paragraph
        lines += [text[i : i + characters] for i in range(0, len(text), characters)]
    return lines


def draw_lines(
    canvas: Canvas, lines: Sequence[str], left: float = LEFT, top: float = TOP, leading: float = LEADING
) -> None:
    """Lines of a column; leading full-width blanks are drawn as a larger distance from the left."""
    for i, line in enumerate(lines):
        text = line.lstrip("\u3000")
        canvas.drawString(left + SIZE * (len(line) - len(text)), top - i * leading, text)


def page(lines: Sequence[str], head: str = "", foot: str = "") -> Callable[[Canvas], None]:
    """A page of text with what runs at its head and foot."""

    def draw(canvas: Canvas) -> None:
        if head:
            canvas.drawString(LEFT, 800, head)
        draw_lines(canvas, lines)
        if foot:
            canvas.drawCentredString(WIDTH / 2, 50, foot)

    return draw


def picture(canvas: Canvas) -> None:
    """A picture over the whole page."""
    dot = BytesIO(b"P6 1 1 255\n\xcc\xcc\xcc")
    canvas.drawImage(ImageReader(dot), 0, 0, WIDTH, HEIGHT)


def table(
    canvas: Canvas, rows: Sequence[Sequence[str]], widths: Sequence[float], top: float = TOP, high: float = 30
) -> None:
    """A ruled table."""
    left = LEFT
    xs = [left]
    for width in widths:
        xs.append(xs[-1] + width)
    for i in range(len(rows) + 1):
        canvas.line(xs[0], top - i * high, xs[-1], top - i * high)
    for x in xs:
        canvas.line(x, top, x, top - len(rows) * high)
    for i, row in enumerate(rows):
        for x, cell in zip(xs, row, strict=False):
            canvas.drawString(x + 5, top - (i + 1) * high + 8, cell)
