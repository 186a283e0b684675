// What the commands of a fair have in common: names of what is in one, its
// slots and tables as people read them, and the shape of the commands.
//
//   ASSIGN_OR_RETURN(const std::string name, FairNameOf("2016", session));
//   ASSIGN_OR_RETURN(const fair::v1::Fair fair, FetchFair(name, session));
//   const FairPlaces places(fair, session);
//   places.Slot("d1-0900")      05-10 09:00–09:25
//   places.Table("a01")         一号馆 a01
#ifndef DUIKOU_CLIENTS_CLI_FAIR_TEXT_H_
#define DUIKOU_CLIENTS_CLI_FAIR_TEXT_H_

#include <CLI/CLI.hpp>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/changed_resource.h"
#include "clients/cli/field_values.h"
#include "clients/cli/listing.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/session.h"
#include "duikou/fair/v1/fair_service.pb.h"
#include "duikou/fair/v1/timetable_service.pb.h"

namespace duikou::cli {

absl::StatusOr<std::string> FairNameOf(const std::string& text,
                                       Session& session);

// The name of what `text`, an id or a whole name, is in a collection of the
// fair. A usage error that names `option` where it is neither.
absl::StatusOr<std::string> NameInFair(const std::string& fair,
                                       const std::string& collection,
                                       const std::string& text,
                                       const std::string& option);

// As session.names(), but ids of what is in a fair are of this one.
NameSource NamesInFair(const std::string& fair, Session& session);

absl::StatusOr<fair::v1::Fair> FetchFair(const std::string& name,
                                         Session& session);

// The slots and tables of a fair by their ids, as people read them.
class FairPlaces {
 public:
  // The session outlives it.
  FairPlaces(const fair::v1::Fair& of, Session& session);

  // `05-10 09:00–09:25`; the id itself where there is none, empty for none.
  std::string Slot(const std::string& id) const;
  // `一号馆 a01`, likewise.
  std::string Table(const std::string& id) const;
  std::string Hall(const std::string& id) const;
  // Where in the fair's order of time a slot is; after all for none.
  size_t Order(const std::string& slot) const;
  // The days that have a slot, in order.
  std::vector<std::string> Days() const;

  ListingCell SlotCell(const std::string& id) const { return {Slot(id), id}; }
  ListingCell TableCell(const std::string& id) const { return {Table(id), id}; }

 private:
  struct SlotText {
    size_t order;
    std::string text;
  };

  std::map<std::string, SlotText> slots_;
  std::map<std::string, std::string> tables_;
  std::map<std::string, std::string> halls_;
  std::vector<std::string> days_;
};

// What became of meetings, a row each.
void PrintChanges(
    const google::protobuf::RepeatedPtrField<fair::v1::MeetingChange>& changes,
    const google::protobuf::Message& whole, const FairPlaces& places,
    const Words& none, Session& session);

// What a timetable breaks, a row each.
void PrintFairFaults(
    const google::protobuf::RepeatedPtrField<fair::v1::Fault>& faults,
    const google::protobuf::Message& whole, const FairPlaces& places,
    const Words& none, Session& session);

// Tells people that nothing was written, where that was asked for.
bool ToldAsOnlyChecked(bool validate_only, Session& session);

// Of a change that can be done exactly as it was shown.
void AddPreviewOption(CLI::App& command, std::string& token);
// How to do exactly what was shown.
void TellPreviewToken(const std::string& token, Session& session);

// `done: …` for people, the resource for programs.
void PrintFairDone(const Words& done, const std::string& what,
                   const google::protobuf::Message& resource,
                   bool validate_only, Session& session);

// Tells people in a line of a terminal how far something is.
class FairProgress {
 public:
  // The session outlives it.
  explicit FairProgress(Session& session) : session_(session) {}
  ~FairProgress();
  FairProgress(const FairProgress&) = delete;
  FairProgress& operator=(const FairProgress&) = delete;

  void Show(const std::string& line);

 private:
  Session& session_;
  bool shown_ = false;
};

// A minute of the fair's clock: `YYYY-MM-DD HH:MM`, here.
std::string FairTimeText(const google::protobuf::Timestamp& time);

// Adds a command on FAIR that `run` runs.
template <typename Options>
CLI::App* AddFairCommand(Session& session, CLI::App& noun, const char* group,
                         const std::string& name, const Words& help,
                         const std::string& examples,
                         const std::shared_ptr<Options>& options,
                         absl::Status (*run)(const Options&, Session&)) {
  CLI::App* command = AddCommand(noun, name, help, examples);
  command->group(group);
  command->add_option("FAIR", options->fair, "The fair 洽谈会")->required();
  command->callback([&session, options, run] {
    session.Select([&session, options, run] { return run(*options, session); });
  });
  return command;
}

// The groups of `duikou fair --help`.
inline constexpr char kPlacesGroup[] = "Slots, halls, stands 时段、展馆、展位";
inline constexpr char kParticipantsGroup[] = "Who takes part 参会单位";
inline constexpr char kRequestsGroup[] = "Who meets whom 约见";
inline constexpr char kTimetableGroup[] = "Timetable 日程";
inline constexpr char kDayGroup[] = "On the day 现场";

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_FAIR_TEXT_H_
