namespace Amplify.Emulator;

/// <summary>A group of a user pool.</summary>
internal sealed class UserGroup
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>The lower the number, the earlier in <c>cognito:groups</c>; groups without one come last.</summary>
    public int? Precedence { get; init; }

    /// <summary>The IAM role that <c>cognito:roles</c> tells.</summary>
    public string? RoleArn { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
