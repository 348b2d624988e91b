"""Text without white space, for comparing what pages say."""


def squeezed(text: str) -> str:
    return "".join(text.split())
