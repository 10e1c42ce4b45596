package dev.gen.checkpoint.adapter;

import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.error.ModelFormatException;
import java.util.Map;
import java.util.Optional;

/**
 * The tensors that a file has for one module, and what they amount to.
 *
 * @param tensors by their roles
 * @param stated what the tensors do not say
 */
public record Factors(Map<Role, StoredTensor> tensors, Stated stated) {

  /**
   * Puts the tensors together; what is incomplete changes nothing.
   *
   * @throws ModelFormatException if alpha is not one number
   */
  public Adapter adapter() {
    Optional<Change> weight = weight();
    Optional<Change> whole =
        weight.isPresent()
            ? find(Role.MAGNITUDE)
                .<Change>map(magnitude -> new Decomposed(weight.get(), magnitude))
                .or(() -> weight)
            : weight;
    return new Adapter(whole, bias());
  }

  private Optional<Change> weight() {
    if (has(Role.UP, Role.DOWN)) {
      Matrix matrix = new Matrix(get(Role.UP), find(Role.DOWN), find(Role.CORE), false);
      return sound(matrix).map(sound -> new Addition(sound, scale(sound)));
    }
    if (has(Role.HADAMARD_1A, Role.HADAMARD_1B) && has(Role.HADAMARD_2A, Role.HADAMARD_2B)) {
      return hadamard();
    }
    if (has(Role.GENERALIZED_A1, Role.GENERALIZED_A2)
        && has(Role.GENERALIZED_B1, Role.GENERALIZED_B2)) {
      return generalized();
    }
    Optional<Change> kronecker = kronecker();
    return kronecker.or(this::rotation).or(this::scaling).or(() -> added(Role.DIFFERENCE));
  }

  private Optional<Change> hadamard() {
    Optional<Matrix> second = sound(pair(Role.HADAMARD_2A, Role.HADAMARD_2B, Role.HADAMARD_2CORE));
    return sound(pair(Role.HADAMARD_1A, Role.HADAMARD_1B, Role.HADAMARD_1CORE))
        .filter(first -> second.isPresent())
        .map(first -> new Hadamard(first, second.get(), scale(first)));
  }

  private Optional<Change> kronecker() {
    Optional<Matrix> second =
        whole(Role.KRONECKER_2)
            .or(() -> pairIfThere(Role.KRONECKER_2A, Role.KRONECKER_2B, Role.KRONECKER_2CORE));
    return whole(Role.KRONECKER_1)
        .or(() -> pairIfThere(Role.KRONECKER_1A, Role.KRONECKER_1B, Role.KRONECKER_1CORE))
        .filter(first -> second.isPresent())
        .map(first -> new Kronecker(first, second.get(), scale(first, second.get())));
  }

  /** Whole matrices are taken as they are, whatever alpha says. */
  private double scale(Matrix first, Matrix second) {
    return second.rank().isPresent() ? scale(second) : first.rank().isPresent() ? scale(first) : 1;
  }

  private Optional<Change> generalized() {
    return Generalized.of(
            get(Role.GENERALIZED_A1),
            get(Role.GENERALIZED_A2),
            get(Role.GENERALIZED_B1),
            get(Role.GENERALIZED_B2))
        .map(change -> change.times(scale(change.b())));
  }

  private Optional<Change> rotation() {
    Optional<StoredTensor> rescale = find(Role.RESCALE);
    double alpha = find(Role.ALPHA).map(Factors::number).orElse(0.0);
    return find(Role.ROTATION_BLOCKS)
        .<Change>map(own -> new Rotation(own, Optional.of(Cayley.bounded(alpha)), rescale))
        .or(() -> find(Role.ROTATIONS).map(own -> new Rotation(own, Optional.empty(), rescale)))
        .or(this::rotationOfPeft);
  }

  /** Newer versions turn inputs, the oldest outputs; one between them also scales these. */
  private Optional<Change> rotationOfPeft() {
    if (find(Role.INPUT_ROTATIONS).isPresent()) {
      Cayley cayley = Cayley.ofTriangles(stated.cayleyTerms());
      return Optional.of(new InputRotation(get(Role.INPUT_ROTATIONS), cayley, Optional.empty()));
    }
    Optional<StoredTensor> scales = find(Role.OUTPUT_SCALES);
    Cayley cayley = Cayley.ofHalves();
    return find(Role.OUTPUT_ROTATIONS)
        .map(
            own ->
                scales.isPresent()
                    ? new InputRotation(own, cayley, scales)
                    : new Rotation(own, Optional.of(cayley), Optional.empty()));
  }

  private Optional<Change> scaling() {
    if (has(Role.FACTORS, Role.ON_INPUT)) {
      return Optional.of(Scaling.around0(get(Role.FACTORS), number(get(Role.ON_INPUT)) != 0));
    }
    return find(Role.SCALES).map(factors -> Scaling.around1(factors, areForInputs(factors)));
  }

  /**
   * PEFT's factors for a linear layer's outputs are a column; those for a convolution do not tell.
   */
  private boolean areForInputs(StoredTensor factors) {
    return factors.shape().rank() == 2 ? factors.shape().size(0) == 1 : stated.isFeedForward();
  }

  private Optional<Change> bias() {
    return added(Role.BIAS_DIFFERENCE)
        .or(
            () ->
                find(Role.SCALES)
                    .filter(factors -> !areForInputs(factors))
                    .map(factors -> Scaling.around1(factors, false)))
        .or(
            () ->
                find(Role.UP_BIAS)
                    .filter(bias -> weight().isPresent())
                    .map(bias -> new Addition(Matrix.whole(bias), weight().get().scale())));
  }

  private Optional<Change> added(Role role) {
    return whole(role).map(matrix -> new Addition(matrix, 1));
  }

  private Optional<Matrix> whole(Role role) {
    return find(role).map(Matrix::whole).flatMap(Factors::sound);
  }

  private Optional<Matrix> pairIfThere(Role left, Role right, Role core) {
    return has(left, right) ? sound(pair(left, right, core)) : Optional.empty();
  }

  private Matrix pair(Role left, Role right, Role core) {
    Optional<StoredTensor> middle = find(core);
    return new Matrix(get(left), find(right), middle, middle.isPresent());
  }

  private static Optional<Matrix> sound(Matrix matrix) {
    return Optional.of(matrix).filter(Matrix::isSound);
  }

  private double scale(Matrix matrix) {
    int rank = matrix.rank().orElseThrow();
    return find(Role.ALPHA)
        .map(alpha -> number(alpha) / rank)
        .orElseGet(() -> stated.scaling(rank));
  }

  private static double number(StoredTensor scalar) {
    if (scalar.shape().elements() != 1) {
      throw new ModelFormatException(
          "%s: '%s' is %s, not one number; fetch the file again"
              .formatted(scalar.file(), scalar.name(), scalar.shape()));
    }
    return scalar.read().get(0);
  }

  private boolean has(Role first, Role second) {
    return tensors.containsKey(first) && tensors.containsKey(second);
  }

  private Optional<StoredTensor> find(Role role) {
    return Optional.ofNullable(tensors.get(role));
  }

  private StoredTensor get(Role role) {
    return tensors.get(role);
  }
}
