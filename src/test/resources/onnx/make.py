"""Makes the tiny networks beside this file: python make.py"""

from onnx import TensorProto as T
from onnx import checker, helper, save


def network(name, element, nodes, extra_inputs=()):
    """A network x [?, 2] -> y [?, 2] of the given element type."""
    inputs = [helper.make_tensor_value_info("x", element, ["batch", 2]), *extra_inputs]
    outputs = [helper.make_tensor_value_info("y", element, ["batch", 2])]
    graph = helper.make_graph(nodes, name, inputs, outputs)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    checker.check_model(model)
    save(model, f"{name}.onnx")


twice = [helper.make_node("Add", ["x", "x"], ["y"])]
for name, element in [("float", T.FLOAT), ("half", T.FLOAT16), ("double", T.DOUBLE)]:
    network(f"twice_{name}", element, twice)

network("not_finite", T.FLOAT, [
    helper.make_node("Sub", ["x", "x"], ["zero"]),
    helper.make_node("Div", ["zero", "zero"], ["y"])])

for name, element, shape in [("int64", T.INT64, []), ("int32", T.INT32, [1]), ("float", T.FLOAT, [])]:
    network(f"plus_timestep_{name}", T.FLOAT, [
        helper.make_node("Cast", ["timestep"], ["t"], to=T.FLOAT),
        helper.make_node("Add", ["x", "t"], ["y"])],
        [helper.make_tensor_value_info("timestep", element, shape)])

network("too_large", T.FLOAT, [
    helper.make_node("Constant", [], ["shape"], value=helper.make_tensor("shape", T.INT64, [2], [2**44, 2])),
    helper.make_node("Expand", ["x", "shape"], ["y"])])
