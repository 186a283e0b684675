#include "clients/cli/ledger_commands.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/amount.h"
#include "clients/cli/changed_resource.h"
#include "clients/cli/errors.h"
#include "clients/cli/field_options.h"
#include "clients/cli/labels.h"
#include "clients/cli/output.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_kinds.h"
#include "clients/cli/resource_names.h"
#include "clients/cli/table.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using progress::v1::ConfirmLedgerEntryRequest;
using progress::v1::CreateLedgerEntryRequest;
using progress::v1::Dimension;
using progress::v1::DisputeLedgerEntryRequest;
using progress::v1::FilteredSum;
using progress::v1::LedgerEntry;
using progress::v1::LedgerFault;
using progress::v1::LedgerSum;
using progress::v1::ListLedgerEntriesRequest;
using progress::v1::ListLedgerEntriesResponse;
using progress::v1::QueryLedgerRequest;
using progress::v1::QueryLedgerResponse;
using progress::v1::ReverseLedgerEntryRequest;
using progress::v1::VerifyLedgerRequest;
using progress::v1::VerifyLedgerResponse;
using ProgressStub = progress::v1::ProgressService::StubInterface;
using ReportStub = progress::v1::ReportService::StubInterface;

struct LedgerOptions {
  std::string id;
  std::string reason;
  std::string supporter;
  std::vector<std::string> dimensions;
  int limit = 100;
  ChangeOptions change;
  std::shared_ptr<FieldOptions> fields;
};

using LedgerRunner = absl::Status (*)(const LedgerOptions&, Session&);

// What a sum is of: the fund kind or indicator.
std::string OfText(const std::string& fund_kind, const std::string& indicator,
                   const std::string& programme, Session& session) {
  return fund_kind.empty()
             ? session.display_names().TextOf(indicator, session.language())
             : session.display_names().FundKind(programme, fund_kind,
                                                session.language());
}

template <typename Sum>
std::string FigureText(const Sum& sum, Session& session) {
  return sum.fund_kind().empty()
             ? absl::StrCat(sum.value())
             : FormatAmount(sum.amount_fen(), session.language());
}

// Reads pages until the end or the limit (0: none).
absl::StatusOr<ListLedgerEntriesResponse> ReadEntries(
    ListLedgerEntriesRequest request, int limit, Session& session) {
  ListLedgerEntriesResponse all;
  do {
    const int have = all.ledger_entries_size();
    request.set_page_size(limit > 0 ? std::min(kMostPerPage, limit - have)
                                    : kMostPerPage);
    request.set_page_token(all.next_page_token());
    ASSIGN_OR_RETURN(
        const ListLedgerEntriesResponse page,
        session.client().Call(&ProgressStub::ListLedgerEntries, request));
    // Every page tells the sums of all.
    all.clear_sums();
    all.clear_next_page_token();
    all.MergeFrom(page);
  } while (!all.next_page_token().empty() &&
           (limit == 0 || all.ledger_entries_size() < limit));
  return all;
}

void PrintSums(const ListLedgerEntriesResponse& response,
               const std::string& programme, Session& session) {
  std::ostream& out = session.terminal().out;
  out << "\n"
      << session.Say({"共 ", "Entries in all: "}) << response.entry_count()
      << session.Say({" 条，计入合计：\n", "; those that count:\n"});
  session.display_names().Fetch(response);
  for (const FilteredSum& sum : response.sums()) {
    out << "  " << OfText(sum.fund_kind(), sum.indicator(), programme, session)
        << " " << FigureText(sum, session) << session.Say({"（", " ("})
        << sum.entry_count() << session.Say({" 条）\n", " entries)\n"});
  }
}

absl::Status RunList(const LedgerOptions& options, Session& session) {
  ListLedgerEntriesRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), session.ProgrammeName());
  RETURN_IF_ERROR(options.fields->Apply(request, session.names()));
  if (options.limit < 0) return UsageError("--limit: must not be negative");
  ASSIGN_OR_RETURN(const ListLedgerEntriesResponse response,
                   ReadEntries(request, options.limit, session));
  std::vector<const google::protobuf::Message*> entries;
  for (const LedgerEntry& entry : response.ledger_entries()) {
    entries.push_back(&entry);
  }
  PrintList(*KindOfCollection("ledgerEntries"), response, entries,
            session.Say({"没有条目", "There is no entry"}), session);
  if (session.output() == OutputFormat::kTable) {
    PrintSums(response, LastId(request.parent()), session);
  }
  return absl::OkStatus();
}

absl::Status RunAdd(const LedgerOptions& options, Session& session) {
  CreateLedgerEntryRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), session.ProgrammeName());
  RETURN_IF_ERROR(
      options.fields->Apply(*request.mutable_ledger_entry(), session.names()));
  request.set_validate_only(options.change.validate_only);
  ASSIGN_OR_RETURN(
      const LedgerEntry entry,
      session.client().Call(&ProgressStub::CreateLedgerEntry, request));
  PrintChanged({"已登记", "Entered"}, entry, "state", options.change, session);
  for (const std::string& other : entry.possible_duplicates()) {
    session.terminal().err << session.Say({"提醒：可能与此条重复：",
                                           "Likely the same as: "})
                           << LastId(other) << "\n";
  }
  return absl::OkStatus();
}

// What requests about one entry have in common.
template <typename Request>
absl::StatusOr<Request> RequestOf(const LedgerOptions& options,
                                  Session& session) {
  Request request;
  ASSIGN_OR_RETURN(
      *request.mutable_name(),
      session.Name("programmes/{programme}/ledgerEntries/{ledger_entry}",
                   options.id));
  request.set_etag(options.change.etag);
  request.set_validate_only(options.change.validate_only);
  return request;
}

absl::Status RunReverse(const LedgerOptions& options, Session& session) {
  ASSIGN_OR_RETURN(auto request,
                   RequestOf<ReverseLedgerEntryRequest>(options, session));
  request.set_reason(options.reason);
  ASSIGN_OR_RETURN(
      const LedgerEntry entry,
      session.client().Call(&ProgressStub::ReverseLedgerEntry, request));
  PrintChanged({"已冲销，冲销条目", "Reversed by"}, entry, "state",
               options.change, session);
  return absl::OkStatus();
}

absl::Status RunConfirm(const LedgerOptions& options, Session& session) {
  ASSIGN_OR_RETURN(const auto request,
                   RequestOf<ConfirmLedgerEntryRequest>(options, session));
  ASSIGN_OR_RETURN(
      const LedgerEntry entry,
      session.client().Call(&ProgressStub::ConfirmLedgerEntry, request));
  PrintChanged({"已确认", "Confirmed"}, entry, "state", options.change,
               session);
  return absl::OkStatus();
}

absl::Status RunDispute(const LedgerOptions& options, Session& session) {
  ASSIGN_OR_RETURN(auto request,
                   RequestOf<DisputeLedgerEntryRequest>(options, session));
  request.set_reason(options.reason);
  ASSIGN_OR_RETURN(
      const LedgerEntry entry,
      session.client().Call(&ProgressStub::DisputeLedgerEntry, request));
  PrintChanged({"已提出异议", "Disputed"}, entry, "state", options.change,
               session);
  return absl::OkStatus();
}

// What a key of a sum is called: a resource's name, an enum value's name, or
// as it stands.
std::string KeyText(Dimension dimension, const std::string& key,
                    Session& session) {
  if (absl::StartsWith(key, "programmes/")) {
    return session.display_names().TextOf(key, session.language());
  }
  const auto* pool = google::protobuf::DescriptorPool::generated_pool();
  const char* type = "";
  if (dimension == progress::v1::DIMENSION_UNIT_KIND) {
    type = "duikou.type.v1.UnitKind";
  } else if (dimension == progress::v1::DIMENSION_PAYER) {
    type = "duikou.progress.v1.Side";
  } else if (dimension == progress::v1::DIMENSION_LABOUR_FORM) {
    type = "duikou.progress.v1.LabourForm";
  } else if (dimension == progress::v1::DIMENSION_SOURCE) {
    type = "duikou.progress.v1.FigureSource";
  }
  const auto* values = pool->FindEnumTypeByName(type);
  const auto* value =
      values == nullptr ? nullptr : values->FindValueByName(key);
  return value == nullptr ? key : EnumLabel(*value, session.language());
}

void PrintSumTable(const QueryLedgerRequest& request,
                   const QueryLedgerResponse& response, Session& session) {
  session.display_names().Fetch(response);
  std::vector<TableColumn> columns;
  for (const int dimension : request.dimensions()) {
    columns.push_back(
        {.heading = EnumLabel(*progress::v1::Dimension_descriptor(), dimension,
                              session.language()),
         .flexible = true});
  }
  columns.push_back({.heading = session.Say({"资金或指标", "Of"})});
  columns.push_back({.heading = session.Say({"合计", "Sum"}), .right = true});
  columns.push_back(
      {.heading = session.Say({"条目", "Entries"}), .right = true});
  Table table(columns);
  for (const LedgerSum& sum : response.sums()) {
    std::vector<std::string> cells;
    for (int i = 0; i < sum.keys_size(); ++i) {
      cells.push_back(KeyText(request.dimensions(i), sum.keys(i), session));
    }
    cells.push_back(OfText(sum.fund_kind(), sum.indicator(),
                           LastId(request.parent()), session));
    cells.push_back(FigureText(sum, session));
    cells.push_back(absl::StrCat(sum.entry_count()));
    table.AddRow(std::move(cells));
  }
  Terminal& terminal = session.terminal();
  terminal.out << table.Render(terminal.columns, terminal.Colour());
}

void PrintSumCsv(const QueryLedgerRequest& request,
                 const QueryLedgerResponse& response, Session& session) {
  std::vector<std::string> cells;
  for (const int dimension : request.dimensions()) {
    cells.push_back(EnumWord(
        *progress::v1::Dimension_descriptor()->FindValueByNumber(dimension)));
  }
  for (const char* column :
       {"fund_kind", "indicator", "amount_fen", "value", "entry_count"}) {
    cells.emplace_back(column);
  }
  std::ostream& out = session.terminal().out;
  out << CsvLine(cells);
  for (const LedgerSum& sum : response.sums()) {
    cells.assign(sum.keys().begin(), sum.keys().end());
    cells.push_back(sum.fund_kind());
    cells.push_back(sum.indicator());
    cells.push_back(absl::StrCat(sum.amount_fen()));
    cells.push_back(absl::StrCat(sum.value()));
    cells.push_back(absl::StrCat(sum.entry_count()));
    out << CsvLine(cells);
  }
}

absl::Status RunSums(const LedgerOptions& options, Session& session) {
  QueryLedgerRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), session.ProgrammeName());
  RETURN_IF_ERROR(options.fields->Apply(request, session.names()));
  for (const std::string& text : options.dimensions) {
    const auto value = ParseEnum(*progress::v1::Dimension_descriptor(), text);
    RETURN_IF_ERROR(InOption("--by", value.status()));
    request.add_dimensions(static_cast<Dimension>((*value)->number()));
  }
  QueryLedgerResponse response;
  do {
    request.set_page_token(response.next_page_token());
    ASSIGN_OR_RETURN(const QueryLedgerResponse page,
                     session.client().Call(&ReportStub::QueryLedger, request));
    response.clear_next_page_token();
    response.MergeFrom(page);
  } while (!response.next_page_token().empty());
  switch (session.output()) {
    case OutputFormat::kJson:
      session.terminal().out << ToJson(response);
      break;
    case OutputFormat::kCsv:
      PrintSumCsv(request, response, session);
      break;
    case OutputFormat::kTable:
      PrintSumTable(request, response, session);
  }
  return absl::OkStatus();
}

void PrintFaults(const VerifyLedgerResponse& response, Session& session) {
  std::ostream& out = session.terminal().out;
  if (session.output() == OutputFormat::kCsv) {
    out << CsvLine({"kind", "resource", "text"});
    for (const LedgerFault& fault : response.faults()) {
      out << CsvLine({LedgerFault::Kind_Name(fault.kind()), fault.resource(),
                      In(fault.text(), session.language())});
    }
    return;
  }
  for (const LedgerFault& fault : response.faults()) {
    out << EnumLabel(*LedgerFault::Kind_descriptor(), fault.kind(),
                     session.language())
        << "  " << fault.resource() << "  "
        << In(fault.text(), session.language()) << "\n";
  }
  out << (session.zh()
              ? absl::StrCat("核对了 ", response.entry_count(), " 条、",
                             response.account_count(), " 个账户、",
                             response.settlement_count(), " 个已结年度，不符 ",
                             response.fault_count(), " 处")
              : absl::StrCat("Verified ", response.entry_count(), " entries, ",
                             response.account_count(), " accounts and ",
                             response.settlement_count(), " settled years: ",
                             response.fault_count(), " faults"))
      << "\n";
}

absl::Status RunVerify(const LedgerOptions& options, Session& session) {
  VerifyLedgerRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), session.ProgrammeName());
  if (!options.supporter.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_supporter(),
                     session.UnitName(options.supporter));
  }
  ASSIGN_OR_RETURN(const VerifyLedgerResponse response,
                   session.client().Call(&ProgressStub::VerifyLedger, request));
  if (response.fault_count() > 0) session.Fail();
  if (session.output() == OutputFormat::kJson) {
    session.terminal().out << ToJson(response);
  } else {
    PrintFaults(response, session);
  }
  return absl::OkStatus();
}

CLI::App* Add(Session& session, CLI::App& ledger, const std::string& name,
              const Words& help, const std::string& examples,
              const std::shared_ptr<LedgerOptions>& options, LedgerRunner run) {
  CLI::App* command = AddCommand(ledger, name, help, examples);
  command->callback([&session, options, run] {
    session.Select([&session, options, run] { return run(*options, session); });
  });
  return command;
}

// A command on the entry of an id.
CLI::App* AddEntry(Session& session, CLI::App& ledger, const std::string& name,
                   const Words& help,
                   const std::shared_ptr<LedgerOptions>& options,
                   LedgerRunner run) {
  CLI::App* command =
      Add(session, ledger, name, help,
          absl::StrCat("duikou ledger ", name, " hzau--2016--0000001",
                       name == "confirm" ? "" : " --reason 凭证有误"),
          options, run);
  command->add_option("ENTRY", options->id, "Its id 编号")->required();
  AddChangeOptions(*command, options->change);
  return command;
}

void AddReason(CLI::App& command, LedgerOptions& options) {
  command.add_option("--reason", options.reason, "Why 原因")
      ->type_name("TEXT")
      ->required();
}

void AddChanges(Session& session, CLI::App& ledger) {
  auto options = std::make_shared<LedgerOptions>();
  CLI::App* command =
      Add(session, ledger, "add", {"登记一条", "Append an entry"},
          "duikou ledger add --agreement a-1 --date 2016-03-01 --disbursement "
          "grant,50万元\n      --figure-source supporter --source-document "
          "付款凭证12号\nduikou ledger add --supporter hzau --date 2016-03-01 "
          "--count jobs,120\n      --figure-source recipient --source-document "
          "就业月报",
          options, RunAdd);
  options->fields = FieldOptions::Add(*command, *LedgerEntry::descriptor(), {});
  command->add_flag("--validate-only", options->change.validate_only,
                    "Check everything, write nothing 只检查，不写入");

  options = std::make_shared<LedgerOptions>();
  command = AddEntry(session, ledger, "reverse",
                     {"冲销一条", "Take an entry back by its reversal"},
                     options, RunReverse);
  AddReason(*command, *options);

  options = std::make_shared<LedgerOptions>();
  AddEntry(session, ledger, "confirm",
           {"确认对方报送的一条", "Confirm what the other side reported"},
           options, RunConfirm);

  options = std::make_shared<LedgerOptions>();
  command = AddEntry(session, ledger, "dispute",
                     {"对一条提出异议", "Say that an entry does not hold"},
                     options, RunDispute);
  AddReason(*command, *options);
}

void AddEntryList(Session& session, CLI::App& ledger) {
  auto options = std::make_shared<LedgerOptions>();
  CLI::App* command =
      Add(session, ledger, "list",
          {"列出条目和合计", "List entries with what they come to"},
          "duikou ledger list --supporter hzau --first-period 2016\n"
          "duikou ledger list --agreement a-1 --counting-only --output csv",
          options, RunList);
  command
      ->add_option("--limit", options->limit,
                   "The most to show; 0: all 最多显示")
      ->type_name("NUMBER");
  options->fields =
      FieldOptions::Add(*command, *ListLedgerEntriesRequest::descriptor(),
                        {.flattened = {"filter"},
                         .skipped = {"parent", "page_size", "page_token"}});
}

// What only reads all of it.
void AddTotals(Session& session, CLI::App& ledger) {
  auto options = std::make_shared<LedgerOptions>();
  CLI::App* command =
      Add(session, ledger, "sums",
          {"按地区、行业、单位、月份等汇总",
           "Add up by area, sector, unit, month …"},
          "duikou ledger sums --by supporter --by period\n"
          "duikou ledger sums --by month --fund-kind grant --output csv",
          options, RunSums);
  command->add_option("--by", options->dimensions, "Up to 4 汇总维度")
      ->allow_extra_args(false)
      ->type_name(
          "area|sector|supporter|unit-kind|recipient|period|month|project|"
          "agreement|payer|labour-form|source");
  options->fields = FieldOptions::Add(
      *command, *QueryLedgerRequest::descriptor(),
      {.flattened = {"filter"},
       .skipped = {"parent", "dimensions", "page_size", "page_token"}});

  options = std::make_shared<LedgerOptions>();
  command = Add(session, ledger, "verify",
                {"核对全部条目、余额和结账",
                 "Recompute every balance and digest from the entries"},
                "duikou ledger verify\nduikou ledger verify --supporter hzau",
                options, RunVerify);
  command
      ->add_option("--supporter", options->supporter,
                   "Only of this one 只核对此单位")
      ->type_name("UNIT");
}

}  // namespace

void AddLedgerCommands(Session& session, CLI::App& ledger) {
  AddEntryList(session, ledger);
  AddChanges(session, ledger);
  AddTotals(session, ledger);
}

}  // namespace duikou::cli
