"""The data plane's steps as jobs, and what their files say."""
