/// The version of Primed, as `primed --version` prints it and run records keep it.
public enum PrimedVersion {
  public static let current = "0.1.0-dev"
}
