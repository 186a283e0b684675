#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/csv_rows.h"
#include "clients/cli/errors.h"
#include "clients/cli/fair_hall_commands.h"
#include "clients/cli/fair_text.h"
#include "clients/cli/field_values.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using fair::v1::AssignStandsRequest;
using fair::v1::Fair;
using fair::v1::Stand;
using fair::v1::UpdateFairRequest;
using FairStub = fair::v1::FairService::StubInterface;

struct StandOptions {
  std::string fair;
  std::vector<std::string> stands;
  std::vector<std::string> removed;
  std::string file;
  ChangeOptions change;

  bool changes() const {
    return !stands.empty() || !removed.empty() || !file.empty();
  }
};

void PutStand(const Stand& stand, Fair& of) {
  for (Stand& there : *of.mutable_stands()) {
    if (there.id() == stand.id()) {
      there = stand;
      return;
    }
  }
  *of.add_stands() = stand;
}

absl::Status RemoveStand(const std::string& id, Fair& of) {
  auto& stands = *of.mutable_stands();
  const auto found =
      std::find_if(stands.begin(), stands.end(),
                   [&](const Stand& stand) { return stand.id() == id; });
  if (found == stands.end()) {
    return UsageError(
        absl::StrCat("--remove: the fair has no stand \"", id, "\""));
  }
  stands.erase(found);
  return absl::OkStatus();
}

absl::Status ReadStands(const StandOptions& options, Fair& changed,
                        Session& session) {
  ASSIGN_OR_RETURN(const std::string text,
                   ReadFile(options.file, "--file", session));
  ASSIGN_OR_RETURN(
      const std::vector<CsvRow> rows,
      ParseCsv(text, {"id"}, {"hall", "free_of_charge", "holder"}, "--file"));
  const auto* free = Stand::descriptor()->FindFieldByName("free_of_charge");
  changed.clear_stands();
  for (const CsvRow& row : rows) {
    Stand& stand = *changed.add_stands();
    stand.set_id(row.Cell("id"));
    stand.set_hall(row.Cell("hall"));
    const std::string flag = row.Cell("free_of_charge");
    if (flag.empty()) continue;
    RETURN_IF_ERROR(
        InOption(absl::StrCat("--file: line ", row.line, ": free_of_charge"),
                 SetField(stand, *free, flag, session.names())));
  }
  return absl::OkStatus();
}

absl::StatusOr<Fair> ChangeStands(const StandOptions& options,
                                  const Fair& before, Session& session) {
  UpdateFairRequest request;
  Fair& changed = *request.mutable_fair();
  changed.set_name(before.name());
  changed.set_etag(options.change.etag.empty() ? before.etag()
                                               : options.change.etag);
  *changed.mutable_stands() = before.stands();
  if (!options.file.empty()) {
    RETURN_IF_ERROR(ReadStands(options, changed, session));
  }
  for (const std::string& id : options.removed) {
    RETURN_IF_ERROR(RemoveStand(id, changed));
  }
  const auto* field = Fair::descriptor()->FindFieldByName("stands");
  for (const std::string& text : options.stands) {
    Fair one;
    RETURN_IF_ERROR(
        InOption("--stand", SetField(one, *field, text, session.names())));
    PutStand(one.stands(0), changed);
  }
  request.mutable_update_mask()->add_paths("stands");
  request.set_validate_only(options.change.validate_only);
  return session.client().Call(&FairStub::UpdateFair, request);
}

void PrintStands(const Fair& of, const google::protobuf::Message& whole,
                 Session& session) {
  session.display_names().Fetch(of);
  const FairPlaces places(of, session);
  Listing listing({{{"展位", "Stand"}, "id"},
                   {{"展馆", "Hall"}, "hall", false, true},
                   {{"免费", "Free"}, "free_of_charge"},
                   {{"使用单位", "Who has it"}, "holder", false, true}});
  for (const Stand& stand : of.stands()) {
    listing.Add({TextCell(stand.id()),
                 {places.Hall(stand.hall()), stand.hall()},
                 FlagCell(stand.free_of_charge(), session),
                 NameCell(stand.holder(), session)});
  }
  listing.Print(whole,
                {"还没有展位，见 duikou fair stands --help",
                 "There is no stand yet: duikou fair stands --help"},
                session);
}

absl::Status RunStands(const StandOptions& options, Session& session) {
  ASSIGN_OR_RETURN(const std::string name, FairNameOf(options.fair, session));
  ASSIGN_OR_RETURN(Fair shown, FetchFair(name, session));
  if (options.changes()) {
    ASSIGN_OR_RETURN(shown, ChangeStands(options, shown, session));
    ToldAsOnlyChecked(options.change.validate_only, session);
  }
  PrintStands(shown, shown, session);
  return absl::OkStatus();
}

absl::Status RunAssign(const StandOptions& options, Session& session) {
  AssignStandsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), FairNameOf(options.fair, session));
  request.set_etag(options.change.etag);
  request.set_validate_only(options.change.validate_only);
  ASSIGN_OR_RETURN(const auto response,
                   session.client().Call(&FairStub::AssignStands, request));
  ToldAsOnlyChecked(options.change.validate_only, session);
  PrintStands(response.fair(), response, session);
  if (session.output() != OutputFormat::kTable || response.without().empty()) {
    return absl::OkStatus();
  }
  session.display_names().Fetch(response);
  std::ostream& out = session.terminal().out;
  out << session.Say({"展位不够：", "Too few stands for: "});
  const char* between = "";
  for (const std::string& unit : response.without()) {
    out << between << session.display_names().TextOf(unit, session.language());
    between = session.zh() ? "、" : ", ";
  }
  out << "\n";
  return absl::OkStatus();
}

}  // namespace

void AddFairStandCommands(Session& session, CLI::App& noun) {
  auto options = std::make_shared<StandOptions>();
  CLI::App* command = AddFairCommand(
      session, noun, kPlacesGroup, "stands",
      {"显示或修改展位", "Show or change its stands"},
      "duikou fair stands 2016\n"
      "duikou fair stands 2016 --stand s01,a,true --stand s02,a\n"
      "duikou fair stands 2016 --file stands.csv   # id,hall,free_of_charge",
      options, RunStands);
  command
      ->add_option("--stand", options->stands,
                   "A stand to add or to change; again for more 展位")
      ->allow_extra_args(false)
      ->type_name("ID,HALL,FREE");
  command->add_option("--remove", options->removed, "A stand 去掉展位")
      ->allow_extra_args(false)
      ->type_name("ID");
  command
      ->add_option("--file", options->file,
                   "A CSV file with all stands, in place of those there "
                   "全部展位的 CSV 文件")
      ->type_name("FILE");
  AddChangeOptions(*command, options->change);

  options = std::make_shared<StandOptions>();
  command =
      AddFairCommand(session, noun, kPlacesGroup, "assign-stands",
                     {"分配展位，免费的先给受援单位",
                      "Give the stands out, free ones to recipients first"},
                     "duikou fair assign-stands 2016 --validate-only\n"
                     "duikou fair assign-stands 2016",
                     options, RunAssign);
  AddChangeOptions(*command, options->change);
}

}  // namespace duikou::cli
