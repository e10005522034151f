namespace Amplify.Emulator;

/// <summary>The operations the emulator knows, by name.</summary>
internal sealed class OperationTable
{
    private readonly Dictionary<string, Operation> _operations;

    private OperationTable(IEnumerable<Operation> operations) =>
        _operations = operations.ToDictionary(operation => operation.Name, StringComparer.Ordinal);

    /// <summary>The operations of user pools.</summary>
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
        .. new DeviceOperations(state).All(),
        .. new PasskeyOperations(state).All(),
        .. new PoolAdminOperations(state).All(),
        .. new PoolMfaOperations(state).All(),
        .. new GroupOperations(state).All(),
        .. new UserAdminOperations(state).All(),
        .. new LinkOperations(state).All(),
    ]);

    /// <summary>The operations of identity pools.</summary>
    public static OperationTable ForIdentities(EmulatorState state) => new(
    [
        .. new IdentityOperations(state).All(),
        .. new DeveloperIdentities(state).All(),
        .. new IdentityPoolAdmin(state).All(),
        .. new IdentityAdmin(state).All(),
    ]);

    public Operation? Find(string name) => _operations.GetValueOrDefault(name);
}
