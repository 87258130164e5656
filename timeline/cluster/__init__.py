"""Large files worked through by the workers of a cluster.

What is done. The functions that one machine asks of a large file (`timeline.sweep.Ask`: which rows are in doubt, hashes
of what has to be unique, what follows from an observation) are asked, unchanged, of parts of the file by workers. A
part is a range of bytes that ends with a line, and with a record wherever quotes are balanced
(`timeline.cluster.parts`).

What stays here. The answers, one below the other, are what one machine would have been told, so all that goes on from
them is the same code: ids that are unique across parts and files, names of other records, last words, sorting, and the
writing of the package. The few rows in doubt are read again from the files on this machine, with their true lines.

Why nothing can be lost. Each part has a checksum, which a worker compares with the bytes that it reads, so a copy that
differs is refused. The sizes of all records are added up as on one machine: if a cut fell into a record after all, or
if a byte is not accounted for, the file is read line by line here. Workers must run the same files of the tool, the
same polars and the same Python, and their hashes must be ours (`timeline.cluster.same`).

A worker that is lost costs the parts that it was at: others do them again (`timeline.cluster.engine`).
"""

from timeline.cluster.engine import ClusterError, at_work

__all__ = ["ClusterError", "at_work"]
