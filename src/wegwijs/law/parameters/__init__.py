"""The dated figures of the law. They change by release only; the TOML beside this file says where each comes from."""

from wegwijs.law.parameters.loading import FINGERPRINT, Parameter, ParameterError, Version, all_parameters, parameter

__all__ = ["FINGERPRINT", "Parameter", "ParameterError", "Version", "all_parameters", "parameter"]
