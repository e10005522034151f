namespace Amplify.Emulator;

/// <summary>The operations the emulator knows, by name.</summary>
internal sealed class OperationTable
{
    private readonly Dictionary<string, Operation> _operations;

    private OperationTable(IEnumerable<Operation> operations) =>
        _operations = operations.ToDictionary(operation => operation.Name, StringComparer.Ordinal);

    public static OperationTable For(EmulatorState state) => new(
    [
        .. new SignUpOperations(state).All(),
        .. new SignInOperations(state).All(),
        .. new TokenOperations(state).All(),
        .. new RecoveryOperations(state).All(),
        .. new PasswordOperations(state).All(),
        .. new ProfileOperations(state).All(),
        .. new SoftwareTokenOperations(state).All(),
        .. new MfaPreferenceOperations(state).All(),
        .. new PoolAdminOperations(state).All(),
        .. new GroupOperations(state).All(),
        .. new UserAdminOperations(state).All(),
        .. new LinkOperations(state).All(),
    ]);

    public Operation? Find(string name) => _operations.GetValueOrDefault(name);
}
