"""The words of the made-up film reviews: Spanish, and none changes with gender or number.

Source:
    Own selection; the sentences made of them come from no real review.
"""

from __future__ import annotations

from typing import Final


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


POSITIVE: Final = _words(
    """excelente brillante memorable admirable notable genial fascinante emocionante impresionante
    deslumbrante agradable adorable formidable elegante inteligente vibrante radiante original
    entrañable potente inolvidable interesante apasionante sublime espectacular fenomenal magistral
    ejemplar sensacional hilarante audaz sutil valiente ágil convincente sobresaliente impecable
    recomendable amable encomiable"""
)
NEGATIVE: Final = _words(
    """terrible horrible deplorable lamentable mediocre insoportable irritante decepcionante
    deprimente torpe cursi vulgar inverosímil incoherente interminable previsible superficial
    artificial insufrible frustrante desagradable olvidable banal trivial pobre débil abominable
    detestable inútil estridente cargante exasperante infumable incompetente irrelevante vil
    inaceptable imperdonable desesperante insalvable"""
)
NEGATORS: Final = _words("no nunca jamás tampoco apenas difícilmente rara_vez ni_siquiera")
BUTS: Final = _words("pero sin_embargo no_obstante aun_así")
JOINERS: Final = _words("y , ; además también")
VERBS: Final = _words("""es fue era parece parecía resulta resultó queda quedó sigue suena luce""")
PLAIN_VERBS: Final = _words(
    """empieza termina sucede transcurre aparece cambia avanza continúa vuelve llega dura ocurre
    pasa gira camina habla"""
)
ADVERBS: Final = _words(
    """muy bastante realmente francamente sinceramente simplemente verdaderamente tan algo casi
    absolutamente completamente"""
)
# Nouns with their article, so that "la trama" and "el guion" agree.
FEMININE: Final = _words(
    """trama historia película música fotografía actriz escena dirección edición cámara comedia
    secuela idea atmósfera producción narración interpretación versión luz voz banda_sonora puesta
    ropa aventura trilogía función protagonista pareja persecución tensión magia mirada"""
)
MASCULINE: Final = _words(
    """guion final ritmo actor director diálogo montaje sonido decorado personaje villano tono
    género comienzo desenlace vestuario argumento reparto humor suspenso estreno monólogo drama
    tráiler doblaje maquillaje libro conflicto cartel clima mensaje plano"""
)
PREPOSITIONS: Final = _words("en durante desde hacia con sobre tras para")
PLACES: Final = _words(
    """casa clase enero julio verano otoño invierno agosto domingo lunes viernes Lima Quito Madrid
    Bogotá Rosario Sucre París Roma Londres Tokio altamar familia silencio blanco color
    televisión pantalla barrio pueblo ciudad tren barco avión"""
)
