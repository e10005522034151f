namespace Amplify.Tests.Model.Devices;

/// <summary>Who is signed in on a machine.</summary>
/// <param name="User">Whose session.</param>
/// <param name="Device">What it is bound to: an index of <see cref="DeviceState.Devices"/>.</param>
/// <param name="IsExpired">Whether its tokens have to be renewed before they serve again.</param>
/// <param name="IsSpent">Whether its refresh token was used up by a refresh whose answer was lost.</param>
internal sealed record MachineSession(string User, int Device, bool IsExpired = false, bool IsSpent = false);
