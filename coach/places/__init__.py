"""Where a runner is: a typed town, a zone's own name, or a shared location, and the time zone that follows."""
