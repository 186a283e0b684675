// duikou-sample: writes the sample programmes as files that users could have
// written: programme.json and one sheet a collection.
//
//   duikou-sample --out DIR [--seed 2014] [--format csv|xlsx]
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "deploy/sample/programme.h"
#include "google/protobuf/util/json_util.h"
#include "matcher/base/check.h"
#include "services/catalogue/catalogue_tables.h"
#include "services/profiles/profile_tables.h"
#include "services/rpc/resource_name.h"
#include "services/table/csv.h"
#include "services/table/xlsx_writer.h"

namespace duikou::sample {
namespace {

namespace fs = std::filesystem;

template <typename T>
std::shared_ptr<NameBook> Book(const std::vector<T>& resources) {
  auto book = std::make_shared<NameBook>();
  for (const T& resource : resources) {
    book->Put(LastId(resource.name()), resource.display_name());
  }
  return book;
}

// Ends the process with a message where the disk says no.
void WriteFile(const fs::path& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  file.close();
  if (!file) {
    std::cerr << "duikou-sample: cannot write " << path << "\n";
    std::exit(1);
  }
}

class Writer {
 public:
  Writer(fs::path directory, bool xlsx)
      : directory_(std::move(directory)), xlsx_(xlsx) {
    std::error_code error;
    fs::create_directories(directory_, error);
    if (error) {
      std::cerr << "duikou-sample: cannot make " << directory_ << ": "
                << error.message() << "\n";
      std::exit(1);
    }
  }

  template <typename T>
  void Sheet(const std::string& collection,
             absl::StatusOr<TableSchema<T>> schema,
             const std::vector<T>& rows) const {
    DUIKOU_CHECK(schema.ok()) << schema.status();
    const duikou::Sheet sheet = schema->Export(rows);
    const auto bytes = xlsx_ ? WriteXlsx(sheet) : WriteCsv(sheet);
    DUIKOU_CHECK(bytes.ok()) << bytes.status();
    WriteFile(directory_ / (collection + (xlsx_ ? ".xlsx" : ".csv")), *bytes);
  }

  void Json(const google::protobuf::Message& message) const {
    google::protobuf::util::JsonPrintOptions options;
    options.add_whitespace = true;
    options.preserve_proto_field_names = true;
    std::string json;
    const auto status =
        google::protobuf::util::MessageToJsonString(message, &json, options);
    DUIKOU_CHECK(status.ok()) << status.ToString();
    WriteFile(directory_ / "programme.json", json);
  }

 private:
  const fs::path directory_;
  const bool xlsx_;
};

void Write(const Programme& sample, const fs::path& out, bool xlsx) {
  const Writer writer(out / sample.id, xlsx);
  const auto areas = Book(sample.areas);
  const auto sectors = Book(sample.sectors);
  const auto units = Book(sample.units);
  const auto projects = Book(sample.projects);
  const CatalogueNames catalogue{areas, sectors, units};
  const ProfilesNames profiles{areas, sectors, units, projects};
  const auto& programme = sample.programme;
  writer.Json(programme);
  writer.Sheet("areas", AreaTable(sample.id, catalogue), sample.areas);
  writer.Sheet("sectors", SectorTable(sample.id, catalogue), sample.sectors);
  writer.Sheet("units", UnitTable(programme, profiles), sample.units);
  writer.Sheet("projects", ProjectTable(programme, catalogue), sample.projects);
  writer.Sheet("profiles", CapabilityProfileTable(programme, profiles),
               sample.profiles);
  writer.Sheet("pairings", PairingTable(programme, profiles), sample.pairings);
  writer.Sheet("quotas", QuotaTable(programme, profiles), sample.quotas);
  writer.Sheet("commitments", CommitmentTable(programme, profiles),
               sample.commitments);
  writer.Sheet("cooperations", CooperationTable(programme, profiles),
               sample.cooperations);
  std::cout << sample.id << ": " << sample.projects.size() << " projects, "
            << sample.units.size() << " units\n";
}

int Main(int argc, char** argv) {
  CLI::App app("Writes the sample programmes as sheets for `duikou import`.");
  std::string out;
  uint64_t seed = 2014;
  std::string format = "csv";
  app.add_option("--out", out, "The directory to write into")->required();
  app.add_option("--seed", seed, "Other seeds make other projects")
      ->capture_default_str();
  app.add_option("--format", format, "csv or xlsx")
      ->check(CLI::IsMember({"csv", "xlsx"}))
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  Write(MakeHubei(seed), out, format == "xlsx");
  Write(MakeChongqing(seed), out, format == "xlsx");
  return 0;
}

}  // namespace
}  // namespace duikou::sample

int main(int argc, char** argv) { return duikou::sample::Main(argc, argv); }
