// The words of reports in both languages: one row a thing.
#ifndef DUIKOU_SERVICES_PROGRESS_REPORT_WORDS_H_
#define DUIKOU_SERVICES_PROGRESS_REPORT_WORDS_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "duikou/progress/v1/report_service.pb.h"
#include "duikou/type/v1/text.pb.h"
#include "services/progress/ledger_state.h"

namespace duikou {

type::v1::LocalizedText Words(absl::string_view zh, absl::string_view en);

// What people call a key of a dimension, as a row of a table; that nothing is
// named, where it is 0.
type::v1::LocalizedText KeyWords(const LedgerState& state,
                                 progress::v1::Dimension dimension,
                                 uint32_t key);

// What people call a dimension, and a table by it.
type::v1::LocalizedText ByWords(progress::v1::Dimension dimension);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_REPORT_WORDS_H_
