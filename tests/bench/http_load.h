// HttpLoad: POSTs on many connections at once, by one thread, and connections
// that do nothing.
//
//   HttpLoad load(port, 64, requests);
//   double per_second = load.Run(std::chrono::seconds(2));
#ifndef DUIKOU_TESTS_BENCH_HTTP_LOAD_H_
#define DUIKOU_TESTS_BENCH_HTTP_LOAD_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace duikou::bench {

// A whole HTTP request.
std::string HttpPost(const std::string& path, const std::string& content_type,
                     const std::string& body);

// Not thread-safe. Ends the process where a connection or an answer fails.
class HttpLoad {
 public:
  // Connects to 127.0.0.1. The requests are sent in turn.
  HttpLoad(int port, int connections, std::vector<std::string> requests);
  ~HttpLoad();
  HttpLoad(const HttpLoad&) = delete;
  HttpLoad& operator=(const HttpLoad&) = delete;

  // Each connection asks again when it is answered. Answers per second.
  double Run(std::chrono::milliseconds time);
  // Each connection asks once; returns when all are answered.
  void AskOnce();

  // Of all answers so far, with their heads.
  double mean_answer_bytes() const;

 private:
  struct Client {
    int socket = -1;
    std::string input;
  };
  void Send(Client& client);
  // Whether what came is a whole answer, which is then taken out.
  bool TakeAnswer(Client& client);
  void RunUntil(std::chrono::steady_clock::time_point end);

  const std::vector<std::string> requests_;
  std::vector<Client> clients_;
  int poll_ = -1;
  size_t next_ = 0;
  int64_t answers_ = 0;
  int64_t answer_bytes_ = 0;
};

}  // namespace duikou::bench

#endif  // DUIKOU_TESTS_BENCH_HTTP_LOAD_H_
