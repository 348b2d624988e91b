"""Why a page cannot be drawn as a reader shows it."""

CANNOT = "页面不能绘成图片"


class Unshowable(Exception):
    """The reader cannot open the file or a page of it, or would draw what is not there."""
