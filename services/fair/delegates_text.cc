#include "services/fair/delegates_text.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/rpc/resource_name.h"

namespace duikou {

using fair::v1::Delegate;
using fair::v1::Participant;

namespace {

constexpr size_t kParts = 4;

std::string PersonText(const Delegate& person) {
  std::vector<std::string> parts = {person.display_name(), person.title(),
                                    person.phone(), person.email()};
  while (parts.size() > 1 && parts.back().empty()) parts.pop_back();
  return absl::StrCat(person.leader() ? "*" : "", absl::StrJoin(parts, "/"),
                      person.shared_id().empty() ? "" : "#",
                      person.shared_id());
}

CellProblem Malformed(absl::string_view entry) {
  return {"delegates.malformed",
          absl::StrCat("“", entry, "”应写作：*姓名/职务/电话/邮箱#共用编号"),
          absl::StrCat("\"", entry,
                       "\" is not of the form *name/post/phone/e-mail#shared")};
}

}  // namespace

std::string DelegatesText(const Participant& participant) {
  std::vector<std::string> people;
  for (const Delegate& person : participant.delegates()) {
    people.push_back(PersonText(person));
  }
  return absl::StrJoin(people, "；");
}

std::optional<CellProblem> SetDelegates(absl::string_view text,
                                        Participant& participant) {
  participant.clear_delegates();
  const std::string folded = absl::StrReplaceAll(text, {{"；", ";"}});
  int number = 0;
  for (absl::string_view entry : absl::StrSplit(folded, ';')) {
    entry = absl::StripAsciiWhitespace(entry);
    if (entry.empty()) continue;
    const absl::string_view whole = entry;
    Delegate& person = *participant.add_delegates();
    person.set_id(absl::StrCat("p", ++number));
    person.set_leader(absl::ConsumePrefix(&entry, "*"));
    const size_t shared = entry.rfind('#');
    if (shared != absl::string_view::npos) {
      person.set_shared_id(std::string(entry.substr(shared + 1)));
      if (!IsResourceId(person.shared_id())) return Malformed(whole);
      entry = entry.substr(0, shared);
    }
    std::vector<std::string> parts = absl::StrSplit(entry, '/');
    if (parts.size() > kParts || parts[0].empty()) return Malformed(whole);
    parts.resize(kParts);
    person.set_display_name(parts[0]);
    person.set_title(parts[1]);
    person.set_phone(parts[2]);
    person.set_email(parts[3]);
  }
  return std::nullopt;
}

}  // namespace duikou
