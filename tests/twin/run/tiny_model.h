#pragma once
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "twin/run/declare.h"
#include "twin/run/step.h"

namespace twin {

/// A model whose parts are written in the test that needs it; what is left out does nothing.
struct TinyModel final : Model {
  struct Parts {
    std::function<void(Declare&)> declare = [](Declare&) {};
    std::function<void(Founding&)> found = [](Founding&) {};
    std::function<void(Preparation&)> prepare = [](Preparation&) {};
    std::function<void(Acting&)> act = [](Acting&) {};
    std::function<void(Step&)> step = [](Step&) {};
    std::function<void(Audit&)> audit = [](Audit&) {};
  };

  TinyModel(std::string called, Parts made_of) : name_(std::move(called)), parts_(std::move(made_of)) {}
  std::string_view name() const override { return name_; }
  void declare(Declare& d) override { parts_.declare(d); }
  void found(Founding& f) override { parts_.found(f); }
  void prepare(Preparation& p) override { parts_.prepare(p); }
  void act(Acting& a) override { parts_.act(a); }
  void step(Step& s) override { parts_.step(s); }
  void audit(Audit& a) const override { parts_.audit(a); }

 private:
  std::string name_;
  Parts parts_;
};

using Models = std::vector<std::unique_ptr<Model>>;

/// models(a, b, c) in that order.
template <class... Each>
Models models(std::unique_ptr<Each>... each) {
  Models list;
  (list.push_back(std::move(each)), ...);
  return list;
}

inline std::unique_ptr<TinyModel> tiny(std::string name, TinyModel::Parts parts) {
  return std::make_unique<TinyModel>(std::move(name), std::move(parts));
}

}  // namespace twin
