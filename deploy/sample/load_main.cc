// duikou-sample-ledger: enters the samples' agreements, ledgers, competitions
// and fairs at a server, unless they are there.
//
//   duikou-sample-ledger --server 127.0.0.1:7100 --token-file FILE
#include <algorithm>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "deploy/sample/competition_loader.h"
#include "deploy/sample/fair_loader.h"
#include "deploy/sample/programme.h"
#include "deploy/sample/progress_loader.h"

namespace duikou::sample {
namespace {

// `access=A,progress=B`: the role's; a single address: that one.
std::string AddressOf(const std::string& role, const std::string& servers) {
  size_t begin = 0;
  while (begin < servers.size()) {
    const size_t end = std::min(servers.find(',', begin), servers.size());
    const std::string one = servers.substr(begin, end - begin);
    const size_t sign = one.find('=');
    if (sign == std::string::npos) return one;
    if (one.substr(0, sign) == role) return one.substr(sign + 1);
    begin = end + 1;
  }
  return "";
}

std::shared_ptr<grpc::Channel> ChannelTo(const std::string& role,
                                         const std::string& servers) {
  return grpc::CreateChannel(AddressOf(role, servers),
                             grpc::InsecureChannelCredentials());
}

// Tells what was entered, or what the server said; whether it was.
bool Told(const grpc::Status& status, const Programme& programme,
          const std::string& entered) {
  if (status.ok()) {
    std::cout << programme.id << ": " << entered << "\n";
  } else {
    std::cerr << "duikou-sample-ledger: " << programme.id << ": "
              << status.error_message() << "\n";
  }
  return status.ok();
}

int Main(int argc, char** argv) {
  CLI::App app(
      "Enters the samples' agreements, ledgers, competitions and fairs at a "
      "server.");
  std::string server;
  std::string token_file;
  uint64_t seed = 2014;
  app.add_option("--server", server, "As DUIKOU_SERVER")->required();
  app.add_option("--token-file", token_file, "The office's token");
  app.add_option("--seed", seed, "As of duikou-sample")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  std::string token;
  if (!token_file.empty()) std::ifstream(token_file) >> token;
  ProgressLoader loader(ChannelTo("progress", server), token);
  CompetitionLoader competitions(ChannelTo("assignment", server), token,
                                 absl::Now());
  FairLoader fairs(ChannelTo("fair", server), token);
  for (const Programme& programme : {MakeHubei(seed), MakeChongqing(seed)}) {
    if (!loader.IsLoaded(programme) &&
        !Told(loader.Load(programme), programme,
              absl::StrCat(programme.agreements.size(), " agreements, ",
                           programme.ledger_entries.size(), " entries"))) {
      return 1;
    }
    if (!competitions.IsLoaded(programme) &&
        !Told(competitions.Load(programme), programme,
              absl::StrCat(programme.calls.size(), " competitions"))) {
      return 1;
    }
    if (!fairs.IsLoaded(programme) &&
        !Told(fairs.Load(programme), programme,
              absl::StrCat(programme.fairs.size(), " fairs"))) {
      return 1;
    }
  }
  return 0;
}

}  // namespace
}  // namespace duikou::sample

int main(int argc, char** argv) { return duikou::sample::Main(argc, argv); }
