from tests.casefile.writing import write

__all__ = ["write"]
