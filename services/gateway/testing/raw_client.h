// RawClient: an HTTP client that sends what a test says, byte by byte if need
// be, and takes answers apart.
//
//   RawClient client(server->port());
//   client.Send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
//   RawReply reply = client.ReadReply();
//   EXPECT_EQ(reply.status, 200);
#ifndef DUIKOU_SERVICES_GATEWAY_TESTING_RAW_CLIENT_H_
#define DUIKOU_SERVICES_GATEWAY_TESTING_RAW_CLIENT_H_

#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace duikou {

struct RawReply {
  int status = 0;  // 0: the connection ended before there was a whole answer
  std::string head;
  std::multimap<std::string, std::string> headers;  // names in lower case
  std::string body;                                 // without its chunks

  // The first header of the (lower-case) name; empty where there is none.
  std::string Header(const std::string& name) const;
};

// One connection to a port of 127.0.0.1. A read waits 30 s at most.
class RawClient {
 public:
  explicit RawClient(int port);
  ~RawClient();
  RawClient(RawClient&& other) noexcept;
  RawClient& operator=(RawClient&&) = delete;

  // Takes little of what the server sends before it is read. REQUIRES: called
  // first; connects anew.
  void KeepReceiveBufferSmall();

  // False where the server has closed.
  bool Send(absl::string_view bytes);
  // POST of a body with the headers, each `Name: value`.
  bool Post(absl::string_view path, const std::vector<std::string>& headers,
            absl::string_view body);
  bool Get(absl::string_view path,
           const std::vector<std::string>& headers = {});

  // `has_body` is false after a HEAD.
  RawReply ReadReply(bool has_body = true);
  // Some bytes; empty at the end, or where none come.
  std::string ReadSome();
  // Everything up to the end of the connection.
  std::string ReadToEnd();
  // Whether the server has ended the connection after what is still unread.
  bool AtEnd();

  void CloseSend();
  // Ends the connection with a reset, as a crash would.
  void Reset();

 private:
  void Connect(int receive_bytes);
  bool Fill();
  bool FillTo(size_t size);
  std::string ReadChunks();

  const int port_;
  int socket_ = -1;
  bool ended_ = false;
  std::string input_;
};

// What one POST on a connection of its own is answered.
RawReply PostOnce(int port, absl::string_view path,
                  const std::vector<std::string>& headers,
                  absl::string_view body);
RawReply GetOnce(int port, absl::string_view path,
                 const std::vector<std::string>& headers = {});

}  // namespace duikou

#endif  // DUIKOU_SERVICES_GATEWAY_TESTING_RAW_CLIENT_H_
