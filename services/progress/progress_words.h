// What the work list and news say in words, in Chinese and English.
#ifndef DUIKOU_SERVICES_PROGRESS_PROGRESS_WORDS_H_
#define DUIKOU_SERVICES_PROGRESS_PROGRESS_WORDS_H_

#include <string>

#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "duikou/type/v1/text.pb.h"
#include "services/progress/work_items.h"

namespace duikou {

// The Chinese text, else the English one; and the other way round.
const std::string& ChineseOf(const type::v1::LocalizedText& text);
const std::string& EnglishOf(const type::v1::LocalizedText& text);

// What the programme calls a fund kind, by its id; the id where it has none.
type::v1::LocalizedText FundKindText(const catalogue::v1::Programme& programme,
                                     const std::string& fund_kind);

type::v1::LocalizedText WorkText(const Work& work,
                                 const catalogue::v1::Programme& programme);

// What an agreement's news or a step of it say.
type::v1::LocalizedText NewsText(const progress::v1::Agreement& agreement,
                                 const progress::v1::NewsItem& news);
type::v1::LocalizedText StepText(const progress::v1::Agreement& agreement,
                                 const progress::v1::StageStep& step);

// That an entry was made. `indicator` is what its indicator is called, if it
// has one.
type::v1::LocalizedText EntryText(const progress::v1::LedgerEntry& entry,
                                  const catalogue::v1::Programme& programme,
                                  const type::v1::LocalizedText& indicator);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_PROGRESS_WORDS_H_
