#include "clients/cli/fair_text.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "clients/cli/errors.h"
#include "clients/cli/output.h"
#include "clients/cli/resource_names.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {

using fair::v1::Fair;
using fair::v1::Fault;
using fair::v1::MeetingChange;
using FairStub = fair::v1::FairService::StubInterface;

absl::StatusOr<std::string> FairNameOf(const std::string& text,
                                       Session& session) {
  return session.Name("programmes/{programme}/fairs/{fair}", text);
}

absl::StatusOr<std::string> NameInFair(const std::string& fair,
                                       const std::string& collection,
                                       const std::string& text,
                                       const std::string& option) {
  const std::string below = absl::StrCat(fair, "/", collection, "/");
  if (absl::StartsWith(text, below) && text.size() > below.size()) return text;
  const std::string prefix = collection + "/";
  const std::string id(absl::StripPrefix(text, prefix));
  if (!id.empty() && !absl::StrContains(id, "/")) return below + id;
  return UsageError(
      absl::StrCat(option, ": \"", text, "\" is none of ", below, "…"));
}

NameSource NamesInFair(const std::string& fair, Session& session) {
  return
      [fair, &session](absl::string_view pattern,
                       absl::string_view text) -> absl::StatusOr<std::string> {
        const std::vector<std::string> segments =
            absl::StrSplit(std::string(pattern), '/');
        if (segments.size() == 6 && segments[2] == "fairs" &&
            !absl::StrContains(text, "/")) {
          return absl::StrCat(fair, "/", segments[4], "/", std::string(text));
        }
        return session.Name(pattern, text);
      };
}

absl::StatusOr<Fair> FetchFair(const std::string& name, Session& session) {
  fair::v1::GetFairRequest request;
  request.set_name(name);
  return session.client().Call(&FairStub::GetFair, request);
}

FairPlaces::FairPlaces(const Fair& of, Session& session) {
  for (const auto& slot : of.slots()) {
    const size_t order = slots_.size();
    // The year says nothing within a fair.
    const std::string day =
        slot.date().size() > 5 ? slot.date().substr(5) : slot.date();
    slots_[slot.id()] = {
        order, absl::StrCat(day, " ", slot.start_time(), "–", slot.end_time())};
    if (days_.empty() || days_.back() != slot.date()) {
      days_.push_back(slot.date());
    }
  }
  for (const auto& hall : of.halls()) {
    halls_[hall.id()] = In(hall.display_name(), session.language());
    for (const auto& table : hall.tables()) {
      tables_[table.id()] = absl::StrCat(halls_[hall.id()], " ", table.id());
    }
  }
}

std::string FairPlaces::Slot(const std::string& id) const {
  const auto found = slots_.find(id);
  return found == slots_.end() ? id : found->second.text;
}

std::string FairPlaces::Table(const std::string& id) const {
  const auto found = tables_.find(id);
  return found == tables_.end() ? id : found->second;
}

std::string FairPlaces::Hall(const std::string& id) const {
  const auto found = halls_.find(id);
  return found == halls_.end() ? id : found->second;
}

size_t FairPlaces::Order(const std::string& slot) const {
  const auto found = slots_.find(slot);
  return found == slots_.end() ? slots_.size() : found->second.order;
}

std::vector<std::string> FairPlaces::Days() const { return days_; }

void PrintChanges(
    const google::protobuf::RepeatedPtrField<MeetingChange>& changes,
    const google::protobuf::Message& whole, const FairPlaces& places,
    const Words& none, Session& session) {
  session.display_names().Fetch(whole);
  Listing listing({{{"洽谈", "Meeting"}, "meeting"},
                   {{"变化", "What"}, "kind"},
                   {{"支援方", "Supporter"}, "supporter", false, true},
                   {{"受援单位", "Recipient"}, "recipient", false, true},
                   {{"原时段", "Slot before"}, "old_slot"},
                   {{"原桌", "Table before"}, "old_table"},
                   {{"现时段", "Slot now"}, "new_slot"},
                   {{"现桌", "Table now"}, "new_table"},
                   {{"原因", "Why"}, "reason", false, true, true}});
  for (const MeetingChange& change : changes) {
    listing.Add(
        {IdCell(change.meeting()),
         EnumCell(*MeetingChange::Kind_descriptor(), change.kind(), session),
         NameCell(change.supporter(), session),
         NameCell(change.recipient(), session),
         places.SlotCell(change.old_slot()),
         places.TableCell(change.old_table()),
         places.SlotCell(change.new_slot()),
         places.TableCell(change.new_table()), TextCell(change.reason())});
  }
  listing.Print(whole, none, session);
}

void PrintFairFaults(const google::protobuf::RepeatedPtrField<Fault>& faults,
                     const google::protobuf::Message& whole,
                     const FairPlaces& places, const Words& none,
                     Session& session) {
  session.display_names().Fetch(whole);
  Listing listing({{{"程度", "How bad"}, "severity"},
                   {{"", ""}, "code"},
                   {{"新出现", "New"}, "is_new"},
                   {{"洽谈", "Meetings"}, "meetings", false, true},
                   {{"单位", "Unit"}, "unit", false, true},
                   {{"人员", "Person"}, "person"},
                   {{"时段", "Slot"}, "slot"},
                   {{"桌", "Table"}, "table"},
                   {{"内容", "What"}, "text", false, true, true}});
  for (const Fault& fault : faults) {
    ListingCell meetings;
    for (const std::string& name : fault.meetings()) {
      absl::StrAppend(&meetings.shown, meetings.shown.empty() ? "" : " ",
                      LastId(name));
      absl::StrAppend(&meetings.raw, meetings.raw.empty() ? "" : " ", name);
    }
    listing.Add(
        {EnumCell(*Fault::Severity_descriptor(), fault.severity(), session),
         {"", fair::v1::FaultCode_Name(fault.code())},
         FlagCell(fault.is_new(), session),
         std::move(meetings),
         NameCell(fault.unit(), session),
         TextCell(fault.person()),
         places.SlotCell(fault.slot()),
         places.TableCell(fault.table()),
         LocalCell(fault.text(), session)});
  }
  listing.Print(whole, none, session);
}

bool ToldAsOnlyChecked(bool validate_only, Session& session) {
  if (validate_only && session.output() == OutputFormat::kTable) {
    session.terminal().out << session.Say(
        {"检查通过，未写入任何内容\n", "All is well; nothing was written\n"});
  }
  return validate_only;
}

void AddPreviewOption(CLI::App& command, std::string& token) {
  command
      .add_option("--preview-token", token,
                  "Do exactly what --validate-only has shown, else nothing "
                  "仅按预览结果执行")
      ->type_name("TOKEN");
}

void TellPreviewToken(const std::string& token, Session& session) {
  if (session.output() != OutputFormat::kTable) return;
  session.terminal().out << session.Say(
                                {"照此执行请加 ", "To do exactly this add "})
                         << "--preview-token " << token << "\n";
}

void PrintFairDone(const Words& done, const std::string& what,
                   const google::protobuf::Message& resource,
                   bool validate_only, Session& session) {
  if (session.output() != OutputFormat::kTable) {
    const auto* name = resource.GetDescriptor()->FindFieldByName("name");
    const ResourceKind* kind =
        name == nullptr
            ? nullptr
            : KindOfName(resource.GetReflection()->GetString(resource, name));
    if (kind == nullptr) {
      session.terminal().out << ToJson(resource);
    } else {
      PrintResource(*kind, resource, session);
    }
    return;
  }
  if (ToldAsOnlyChecked(validate_only, session)) return;
  session.terminal().out << session.Say(done) << session.Say({"：", ": "})
                         << what << "\n";
}

FairProgress::~FairProgress() {
  if (shown_) session_.terminal().err << "\r\x1b[K" << std::flush;
}

void FairProgress::Show(const std::string& line) {
  if (!session_.terminal().err_is_tty) return;
  shown_ = true;
  session_.terminal().err << "\r" << line << "\x1b[K" << std::flush;
}

std::string FairTimeText(const google::protobuf::Timestamp& time) {
  if (time.seconds() == 0) return "";
  return absl::FormatTime("%Y-%m-%d %H:%M",
                          absl::FromUnixSeconds(time.seconds()),
                          absl::LocalTimeZone());
}

}  // namespace duikou::cli
