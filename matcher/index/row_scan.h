// ScanRows: the same as Retrieve by going through all rows, sixteen at a time.
//
// Problem and result: retrieve.h. Method: sector and area parts of each row are
// looked up, rows that cannot reach the k-th score so far are sifted out, the
// rest are judged. Complexity: O(rows), with no more than a nanosecond a row.
// Retrieve does this where projects are few; benches, where they are many.
#ifndef DUIKOU_MATCHER_INDEX_ROW_SCAN_H_
#define DUIKOU_MATCHER_INDEX_ROW_SCAN_H_

#include <vector>

#include "matcher/index/flat_rows.h"
#include "matcher/index/retrieve.h"

namespace duikou {

// REQUIRES: as Retrieve; `rows` are those of the index.
std::vector<Hit> ScanRows(const FlatRows& rows, const ProjectIndex& index,
                          const QueryTerms& terms, const CompiledFilter& filter,
                          const RetrieveOptions& options);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_INDEX_ROW_SCAN_H_
