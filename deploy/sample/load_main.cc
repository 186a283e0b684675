// duikou-sample-ledger: enters the samples' agreements and ledgers at a server,
// unless they are there.
//
//   duikou-sample-ledger --server 127.0.0.1:7100 --token-file FILE
#include <fstream>
#include <iostream>
#include <string>

#include "CLI/CLI.hpp"
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

int Main(int argc, char** argv) {
  CLI::App app("Enters the samples' agreements and ledgers at a server.");
  std::string server;
  std::string token_file;
  uint64_t seed = 2014;
  app.add_option("--server", server, "As DUIKOU_SERVER")->required();
  app.add_option("--token-file", token_file, "The office's token");
  app.add_option("--seed", seed, "As of duikou-sample")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  std::string token;
  if (!token_file.empty()) std::ifstream(token_file) >> token;
  ProgressLoader loader(grpc::CreateChannel(AddressOf("progress", server),
                                            grpc::InsecureChannelCredentials()),
                        token);
  for (const Programme& programme : {MakeHubei(seed), MakeChongqing(seed)}) {
    if (loader.IsLoaded(programme)) continue;
    const grpc::Status status = loader.Load(programme);
    if (!status.ok()) {
      std::cerr << "duikou-sample-ledger: " << programme.id << ": "
                << status.error_message() << "\n";
      return 1;
    }
    std::cout << programme.id << ": " << programme.agreements.size()
              << " agreements, " << programme.ledger_entries.size()
              << " entries\n";
  }
  return 0;
}

}  // namespace
}  // namespace duikou::sample

int main(int argc, char** argv) { return duikou::sample::Main(argc, argv); }
