"""The one sub-package that meets student code; runs inside the sandbox."""
