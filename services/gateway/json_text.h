// AppendJsonString: a text as a JSON string.
#ifndef DUIKOU_SERVICES_GATEWAY_JSON_TEXT_H_
#define DUIKOU_SERVICES_GATEWAY_JSON_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace duikou {

// Appends `text` in quotes. Bytes that are not UTF-8 become U+FFFD, so that the
// result is JSON whatever the text is. `<` and `>` are escaped: JSON that is
// taken for HTML stays text.
void AppendJsonString(absl::string_view text, std::string& json);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_GATEWAY_JSON_TEXT_H_
